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
// later, over the whole site. Nothing here asks for the time of day.
package content
