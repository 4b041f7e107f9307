// Package content reads a site's source tree into typed items.
//
// [LoadTypes] gives the kinds of content, which are data (types/*.toml): each
// has a folder, and fields with a kind, choices and the spellings that people
// use for them. [Read] walks content/ and makes one [Item] of each Markdown
// file, and of a file of registers (awards, staff, projects) one [Item] more a
// table row. A field means the same in front matter and in a table, in Chinese
// and in English.
//
// Reading is tolerant of form and strict about facts. A byte order mark, CRLF,
// full-width colons and digits, fences that an input method wrote and dates in
// any usual form are accepted; GB18030 and UTF-16 are converted with a warning.
// A day that does not exist, a level that is none, a key given twice are
// errors. A required field that is absent is a warning: only a title is always
// there, taken from the first heading or the file's name if need be. Every
// finding has its file, line and column, in the text as [Decode] returns it.
//
// An item depends on its own file alone, so [Cache] may keep it; what ties
// files together (people, references, whether a picture exists) is settled
// later, over the whole site; [Twins] finds what was entered twice. Nothing
// here asks for the time of day.
//
// # Quotas
//
// How much of a type is owed is data too ([Quota]); a site changes it by name:
//
//	[types.case.quotas.term]
//	min = 2
//
//	[types.reflection.quotas.observed]
//	min = 0                     # not asked for here
//
// # Types of the site's own
//
// A site adds a type, or changes one, in config.toml; the new type has its
// folder, check, template, list, table and CSV like the others:
//
//	[types.lesson]
//	plural = "lessons"          # the folder and the address
//	label = "课例"
//	register = true             # tables in its files are registers
//	table = ["title", "grade"]  # a new file is a table with these columns
//	layout = "register"
//	unique = ["title", "grade"] # two rows that agree in these are one, entered twice
//	units = ["节", "课"]         # what texts count it in: {{stat 课例}} gives 12节
//	people = ["teacher"]        # whom 单位=人 counts
//	since = ["taught"]          # when it was, for 时段=; until = "…" if it lasted
//
//	[types.lesson.fields.grade]
//	label = "任教年级"
//	kind = "choice"             # see Kind for the others
//	choices = ["七年级|初一", "八年级|初二"]
//	required = true
//	column = 2                  # its place in tables
//
//	[types.lesson.fields.steps] # a list of objects
//	kind = "objects"
//	skeleton = [{name = "导入"}, {name = "小结"}] # what new files and the form begin with
//	fields.name = {label = "环节"}
//
//	[types.lesson.rules.taught] # what fits together; see ruleset.go
//	given = ["grade"]
//	need = ["taught"]
//
//	[types.case.fields.rating]  # a field more for a type that is there
//	label = "评定"
//
// # How a type is printed
//
// look says how one page of a type is printed by itself: official as a plan or
// notice of an office (GB/T 9704-2012), article with its author below the
// title, none. A site changes it like any other setting:
//
//	[types.case]
//	look = "none"               # official, article or none
//
// roll is the title of a type's registers on paper (课题一览表), chapter where
// a person's portfolio shows what names the person: plan, training, practice,
// writing, research, honour, evaluation or none. [print] of config.toml says
// whether builds print such pages too (pages), whether notices with a number
// bear a red head (red_head) and whether room is left for a seal (seal).
//
// # Registers as tables
//
// A register is a Markdown table whose header names the type's title and at
// least one telling column, or a CSV or XLSX file with such a header in its
// first rows, in the folder of a type with register = true. Columns go by the
// names and aliases of the fields. Text above the header is the title, a
// remark alone in a row below it is no record. A CSV file may be UTF-8,
// UTF-16 or GB18030, with commas, tabs or semicolons. Of a workbook all sheets
// that are shown and have the header are read; merged cells count for each row
// that they span; of formulas the stored value counts.
package content
