package site

import (
	"showcase/generator/content"
	"showcase/generator/diag"
)

// hidden answers a link to an item that this audience may not see. Not even
// its title may show, unless the author wrote it.
//
// In a text that is a warning; in front matter, where a dossier may well name
// evidence that only goes in on paper, it is a hint. Evidence that the edition
// to be handed in would lack as well is a warning, whoever this build is for.
func (l *linker) hidden(at place, it *content.Item) Target {
	t := Target{Broken: true, Cause: l.cause(it), hidden: it}
	front := at.pos != (diag.Pos{})
	nobody := it.Visibility > content.Submission
	switch {
	case front && at.it.Type.Print && !nobody && t.Cause == Expired:
		// a notice whose term is over goes in as it was signed and sealed
	case front && at.it.Type.Print && (nobody || l.isDraft(it)):
		why, whyEN, cure := "还没有发布", "is not published yet", diag.Say("写好、审过以后把它的“状态”改为“发布”；用不着的从材料里去掉。", "When it is ready, set its status to published, or take it out of the dossier.")
		if nobody {
			why, whyEN, cure = "只给本人看", "is for its author alone", diag.Say("可以给评委看的，把它的“公开范围”改为“仅申报”；用不着的从材料里去掉。", "If the jury may see it, set its visibility to 仅申报, or take it out of the dossier.")
		}
		l.fault(at, diag.Warning, "link/unpublished",
			diag.Say("《%[1]s》（%[2]s）%[3]s，报送版里也没有它。", "“%[1]s” (%[2]s) %[4]s: not even the edition to be handed in has it.", it.Title, it.File, why, whyEN), cure)
	case front:
		l.fault(at, diag.Hint, "link/hidden",
			diag.Say("《%s》（%s）不公开或还没有发布，公开的网站和公开版打印件里只有它的题名。", "“%s” (%s) is not public or not yet published: the public site and prints show only what it is called here.", it.Title, it.File),
			diag.Say("报送用的全本请运行 showcase print；想让网站读者也看到，请改它的“公开范围”或“状态”。", "showcase print makes the full edition to hand in; to show it to all, change its visibility or status."))
	default:
		l.fault(at, diag.Warning, "link/hidden",
			diag.Say("《%s》（%s）不公开或还没有发布，这个链接在网站上只显示文字。", "“%s” (%s) is not public or not yet published: the link shows as plain text.", it.Title, it.File),
			diag.Say("如果读者应当看到它，请改它的“公开范围”或“状态”；否则请去掉链接。", "If readers should see it, change its visibility or status; else remove the link."))
	}
	return t
}

// cause says why an item is not in this build.
func (l *linker) cause(it *content.Item) Cause {
	switch {
	case !l.visible(it):
		return Withheld
	case l.isDraft(it):
		return Unpublished
	case !it.Type.FutureDate && it.Date.Compare(l.Today) > 0:
		return Scheduled
	}
	return Expired
}

func (l *linker) isDraft(it *content.Item) bool {
	return it.Status != content.Published && !(l.drafts && it.Status != content.Archived)
}

// Behind is the item that a broken link of the staff's edition would lead to
// if it were published, or still in its time. Nobody else may know of it.
func (s *Site) Behind(t Target) *content.Item {
	if s.Audience != Staff || t.Cause == Withheld {
		return nil
	}
	return t.hidden
}
