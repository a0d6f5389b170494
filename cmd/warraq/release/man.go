package release

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"warraq/site/regular"
)

// signs are those that man takes for its own.
var signs = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`)

// roff writes a text as every man reads it: in ASCII.
func roff(s string) string {
	var b strings.Builder
	for _, r := range signs.Replace(s) {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\[u%04X]", r)
		}
	}
	return b.String()
}

// line is a text as a line of a page: one that begins with a dot would be an order.
func line(s string) string {
	if s = roff(s); strings.HasPrefix(s, ".") {
		s = `\&` + s
	}
	return s
}

// Man writes a page for the program and one for each of its commands into a folder, and gives
// their names.
func Man(root *cobra.Command, dir string) (names []string, err error) {
	var pages []*cobra.Command
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() && c.Name() != "help" {
			pages = append(pages, c)
		}
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	for _, c := range append([]*cobra.Command{root}, pages...) {
		name := pageOf(c) + ".1"
		if err := regular.Replace(filepath.Join(dir, name), []byte(manOf(c, pages))); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// pageOf is the name of a command's page.
func pageOf(c *cobra.Command) string { return strings.ReplaceAll(c.CommandPath(), " ", "-") }

func manOf(c *cobra.Command, pages []*cobra.Command) string {
	var b strings.Builder
	name := pageOf(c)
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"warraq %s\" \"Warraq\"\n.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.B %s\n", strings.ToUpper(roff(name)), roff(Version()), roff(name), roff(c.Short), roff(c.CommandPath()))
	use := strings.TrimPrefix(c.Use, c.Name())
	fmt.Fprintf(&b, "%s\n", line(strings.TrimSpace(use+" [options]")))
	if c.Long != "" {
		b.WriteString(".SH DESCRIPTION\n")
		for l := range strings.SplitSeq(c.Long, "\n") {
			b.WriteString(line(l) + "\n")
		}
	}
	if !c.HasParent() {
		b.WriteString(".SH COMMANDS\n")
		for _, p := range pages {
			fmt.Fprintf(&b, ".TP\n.BR %s (1)\n%s\n", roff(pageOf(p)), line(p.Short))
		}
	}
	options(&b, "OPTIONS", c.LocalNonPersistentFlags())
	options(&b, "OPTIONS OF ALL COMMANDS", c.Root().PersistentFlags())
	b.WriteString(".SH EXIT STATUS\n.TP\n0\nfine\n.TP\n1\na story has an error; the rest is published\n.TP\n2\nmisuse, or nothing is published\n.SH SEE ALSO\n")
	if c.HasParent() {
		b.WriteString(".BR warraq (1);\n")
	}
	fmt.Fprintf(&b, "%s\n", line("warraq manual shows the handbook in a browser, in Arabic or English; warraq help PAGE prints a page of it."))
	return b.String()
}

func options(b *strings.Builder, title string, flags *pflag.FlagSet) {
	first := true
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		if first {
			fmt.Fprintf(b, ".SH %s\n", title)
			first = false
		}
		what, about := pflag.UnquoteUsage(f)
		short := ""
		if f.Shorthand != "" {
			short = roff("-"+f.Shorthand) + ", "
		}
		fmt.Fprintf(b, ".TP\n\\fB%s%s\\fR", short, roff("--"+f.Name))
		if what != "" && f.Value.Type() != "bool" {
			fmt.Fprintf(b, "=\\fI%s\\fR", roff(what))
		}
		fmt.Fprintf(b, "\n%s\n", line(about))
	})
}
