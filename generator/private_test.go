package main

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"showcase/generator/content"
	"showcase/generator/diag"
)

// checkPrivate wants nothing of what the sample keeps from the public to stand
// in texts that the public gets. What public files say themselves (the name of
// a teacher, an evidence's title in the dossier) is no secret.
func checkPrivate(t *testing.T, school string, texts map[string]string) {
	t.Helper()
	secrets := secretsOf(t, school)
	if len(secrets) < 50 {
		t.Fatalf("only %d secrets in the sample: the test is worth nothing", len(secrets))
	}
	for name, text := range texts {
		text = plain(text)
		for secret, file := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s says “%s”, which only %s says", name, secret, file)
			}
		}
	}
}

// secretsOf are the phrases that stand only in files which are not public, with
// the file of each.
func secretsOf(t *testing.T, school string) map[string]string {
	t.Helper()
	var said bytes.Buffer
	c := &console{ctx: t.Context(), out: &said, err: &said, lang: diag.ZH}
	p, err := newPipeline(c, school, "public", today)
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var public strings.Builder
	secrets := map[string]string{}
	for _, it := range l.source.Items {
		if it.Visibility == content.Public && it.Status == content.Published {
			public.WriteString(plain(string(it.Text())))
			continue
		}
		for _, s := range append(phrase.Split(string(it.Text()), -1), it.Title) {
			if s = plain(s); utf8.RuneCountInString(s) >= 6 && han.MatchString(s) {
				secrets[s] = it.File
			}
		}
	}
	for s := range secrets {
		if strings.Contains(public.String(), s) {
			delete(secrets, s)
		}
	}
	return secrets
}

var (
	phrase = regexp.MustCompile(`[\n|。！？；，：、（）《》“”\[\]{}*_#]+|: |, `)
	han    = regexp.MustCompile(`\p{Han}{3}`)
	tag    = regexp.MustCompile(`<[^>]*>`)
	blank  = regexp.MustCompile(`\s+`)
)

// plain is a text without tags and spaces.
func plain(s string) string {
	return blank.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(s, "")), "")
}
