// Command showcase (学展) turns a school's Markdown into a website and into
// printable showcase material.
//
// The files of this package are one command each; build.go holds the pipeline
// that they share. Only this package prints and decides exit statuses.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"showcase/generator/book/typst"
	"showcase/generator/diag"
)

// The exit statuses, which scripts rely on.
const (
	exitOK          = 0
	exitContent     = 1 // the content has errors
	exitUsage       = 2
	exitEnvironment = 3 // disk, fonts, the PDF engine …
)

// commands is the command line.
type commands struct {
	Build  buildCommand  `cmd:"" help:"${build}"`
	Check  checkCommand  `cmd:"" help:"${check}"`
	Serve  serveCommand  `cmd:"" help:"${serve}"`
	New    newCommand    `cmd:"" help:"${new}"`
	Print  printCommand  `cmd:"" help:"${print}"`
	Fill   fillCommand   `cmd:"" help:"${fill}"`
	Ready  readyCommand  `cmd:"" help:"${ready}"`
	Import importCommand `cmd:"" help:"${import}"`
	Stats  statsCommand  `cmd:"" help:"${stats}"`
	Schema schemaCommand `cmd:"" help:"${schema}"`
	Doctor doctorCommand `cmd:"" help:"${doctor}"`
}

// siteFlag is shared by all commands.
type siteFlag struct {
	Site string `short:"s" placeholder:"SITE" default:"." help:"${site}"`
}

// console is where a command prints, and in which language.
type console struct {
	ctx    context.Context
	out    io.Writer
	err    io.Writer
	lang   diag.Lang
	status io.Writer // the terminal to show progress on; nil: none
	color  bool      // err is a terminal that shows colours
	paint  bool      // so is out
}

// failure is an error with an exit status. A nil message says nothing more:
// what there was to say has been printed.
type failure struct {
	status  int
	message diag.Text
	cause   error
}

func (f *failure) Error() string { return f.message.EN }
func (f *failure) Unwrap() error { return f.cause }

// usage is a failure of the command line's use.
func usage(message diag.Text) error { return &failure{status: exitUsage, message: message} }

// environment is a failure that the user's files have no part in.
func environment(message diag.Text, cause error) error {
	return &failure{status: exitEnvironment, message: message, cause: cause}
}

var errContent = &failure{status: exitContent}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := &console{ctx: ctx, out: os.Stdout, err: os.Stderr, lang: language(os.Getenv)}
	if term.IsTerminal(int(os.Stderr.Fd())) {
		c.status, c.color = os.Stderr, os.Getenv("NO_COLOR") == ""
	}
	c.paint = term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == ""
	status := run(c, os.Args[1:])
	stop()
	os.Exit(status)
}

// language reads the environment: English where it says so, else Chinese.
func language(getenv func(string) string) diag.Lang {
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(key); v != "" {
			if strings.HasPrefix(strings.ToLower(v), "en") {
				return diag.EN
			}
			return diag.ZH
		}
	}
	return diag.ZH
}

// run parses the command line, runs the command and returns its exit status.
func run(c *console, args []string) int {
	switch { // “help” is what one types who knows no flags yet: showcase help, showcase help print
	case len(args) == 0:
		args = []string{"--help"}
	case args[0] == "help":
		args = append(slices.Clone(args[1:]), "--help")
	}
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("showcase"),
		kong.Description(helpTexts["description"].In(c.lang)),
		kong.Writers(c.out, c.err),
		kong.Exit(func(status int) { exited = status }),
		kong.Vars(helpVars(c.lang)),
		kong.Help(helpPrinter(c.lang)),
		kong.Bind(c),
	)
	if err != nil {
		panic(err)
	}
	command, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintln(c.err, explainUsage(err, c.lang))
		return exitUsage
	}
	return c.report(command.Run())
}

// report prints a command's failure and returns the exit status.
func (c *console) report(err error) int {
	if err == nil {
		return exitOK
	}
	var f *failure
	if errors.Is(err, context.Canceled) {
		f = &failure{status: exitEnvironment, message: diag.Say("已中断。", "Interrupted.")}
	} else if !errors.As(err, &f) {
		f = &failure{status: exitEnvironment, message: diag.Say("%v", "%v", err)}
	}
	if said := c.words(f); said != "" {
		fmt.Fprintln(c.err, said)
	}
	return f.status
}

// words is what a failure says, its cause below; empty if all has been said.
func (c *console) words(err error) string {
	var f *failure
	if !errors.As(err, &f) {
		return err.Error()
	}
	said := f.message.In(c.lang)
	if said != "" && f.cause != nil {
		said += "\n  " + c.cause(f.cause)
	}
	return said
}

// cause is the text of an error beneath a failure, in the reader's language
// where it has one.
func (c *console) cause(err error) string {
	var missing *typst.MissingError
	if errors.As(err, &missing) {
		return missing.What.In(c.lang) + "\n  → " + missing.Cure.In(c.lang)
	}
	return err.Error()
}
