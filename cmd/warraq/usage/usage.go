// Package usage says what commands do, and what is wrong with a command line, in the language of
// messages. The library that reads command lines has English words for both; these stand in their place.
//
// What belongs here: help and misuse. What does not: what a command does (package main beside it).
package usage

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"warraq/cmd/warraq/manual"
)

// Help says what commands do.
type Help struct {
	Say     func(ar, en string) string // in the language of messages
	Isolate func(string) string        // keeps a text of another direction apart
	Lang    func() string              // "ar" or "en"
}

// Speak gives a command line its words.
func (d Help) Speak(root *cobra.Command) {
	root.PersistentFlags().BoolP("help", "h", false, d.Say("هذه المساعدة", "this help"))
	root.SetUsageFunc(d.usage)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return d.flagFault(c, err) })
	root.SuggestionsMinimumDistance = 2
	root.Args = func(_ *cobra.Command, args []string) error {
		if len(args) > 0 {
			return d.unknownCommand(root, args[0])
		}
		return nil
	}
	root.RunE = func(*cobra.Command, []string) error { return root.Help() }
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(&cobra.Command{
		Use:   d.Say("help [أمر أو صفحة]", "help [COMMAND|PAGE]"),
		Args:  d.Takes(0, 1),
		Short: d.Say("ما يفعله أمر، أو صفحة من الدليل", "say what a command does, or print a page of the handbook"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if len(rest) > 0 {
				if page, ok := manual.Find(d.Lang(), rest[0]); ok {
					return d.printPage(root.OutOrStdout(), page)
				}
				return d.unknownCommand(root, rest[0])
			}
			return errors.Join(err, c.Help())
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) (names []string, _ cobra.ShellCompDirective) {
			for _, c := range root.Commands() {
				if c.IsAvailableCommand() {
					names = append(names, c.Name()+"\t"+c.Short)
				}
			}
			for _, row := range d.topics() {
				names = append(names, row[0]+"\t"+row[1])
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
	})
}

// usage is what help says after a command's own words.
func (d Help) usage(c *cobra.Command) error {
	w := c.OutOrStderr()
	fmt.Fprintf(w, "%s\n  %s\n", d.Say("الاستعمال:", "Usage:"), d.useLine(c))
	var commands, own, common [][2]string
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			commands = append(commands, [2]string{sub.Name(), sub.Short})
		}
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) { own = append(own, d.describe(f)) })
	c.InheritedFlags().VisitAll(func(f *pflag.Flag) { common = append(common, d.describe(f)) })
	d.printRows(w, d.Say("الأوامر:", "Commands:"), commands)
	if !c.HasParent() {
		d.printRows(w, d.Say("صفحات الدليل (warraq help صفحة، أو warraq manual):", "Pages of the handbook (warraq help PAGE, or warraq manual):"), d.topics())
	}
	d.printRows(w, d.Say("الخيارات:", "Flags:"), own)
	d.printRows(w, d.Say("خيارات كل الأوامر:", "Flags of every command:"), common)
	return nil
}

// useLine is how a command is written.
func (d Help) useLine(c *cobra.Command) string {
	return strings.TrimSuffix(c.UseLine(), " [flags]") + d.Say(" [خيارات]", " [flags]")
}

// describe is a flag's line of help; backticks in its description name its value.
func (d Help) describe(f *pflag.Flag) [2]string {
	value, text := pflag.UnquoteUsage(f)
	name := "    --" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", --" + f.Name
	}
	switch {
	case f.NoOptDefVal != "" && value != "":
		name += "[=" + value + "]"
	case value != "":
		name += " " + value
	}
	if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
		text += fmt.Sprintf(d.Say(" (الافتراضي: %s)", " (default: %s)"), f.DefValue)
	}
	return [2]string{name, text}
}

// printRows prints a table, each cell isolated so that terminals keep the columns apart.
func (d Help) printRows(w io.Writer, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	t := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(t, "  %s\t%s\n", d.Isolate(row[0]), d.Isolate(row[1]))
	}
	_ = t.Flush()
}

func (d Help) unknownCommand(root *cobra.Command, name string) error {
	pages := &cobra.Command{SuggestionsMinimumDistance: root.SuggestionsMinimumDistance} // of the handbook, in which cobra looks as in commands
	for _, row := range d.topics() {
		pages.AddCommand(&cobra.Command{Use: row[0], Run: func(*cobra.Command, []string) {}})
	}
	if like := append(root.SuggestionsFor(name), pages.SuggestionsFor(name)...); name != "" && len(like) > 0 {
		return fmt.Errorf(d.Say("لا أمر باسم %q؛ لعلك تريد: %s", "there is no command %q; did you mean: %s"), name, strings.Join(like, " "))
	}
	return fmt.Errorf(d.Say("لا أمر باسم %q؛ الأوامر في warraq help", "there is no command %q; warraq help lists them"), name)
}

// flagFault says what is wrong with a flag.
func (d Help) flagFault(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var bare *pflag.ValueRequiredError
	var wrong *pflag.InvalidValueError
	var garbled *pflag.InvalidSyntaxError
	dashed := func(name, shorthands string) string {
		if shorthands != "" { // by its bytes: a word of other letters is shown whole
			return "-" + shorthands
		}
		return "--" + name
	}
	switch {
	case errors.As(err, &unknown):
		return fmt.Errorf(d.Say("لا خيار باسم %s؛ الخيارات في %s --help", "there is no flag %s; %s --help lists them"),
			dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()), c.CommandPath())
	case errors.As(err, &bare):
		return fmt.Errorf(d.Say("الخيار %s يريد قيمة بعده", "%s wants a value after it"),
			dashed(bare.GetSpecifiedName(), bare.GetSpecifiedShortnames()))
	case errors.As(err, &garbled):
		return fmt.Errorf(d.Say("ليس هذا خيارًا: %s", "this is no flag: %s"), garbled.GetSpecifiedFlag())
	case errors.As(err, &wrong) && errors.Is(err, strconv.ErrRange):
		return fmt.Errorf(d.Say("الخيار --%s لا يتسع للعدد %s", "--%s has no room for the number %s"), wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong) && wrong.GetFlag().Value.Type() == "int":
		return fmt.Errorf(d.Say("الخيار --%s يريد عددًا لا %q", "--%s wants a number, not %q"), wrong.GetFlag().Name, wrong.GetValue())
	case errors.As(err, &wrong):
		return fmt.Errorf(d.Say("الخيار --%s لا يأخذ %q", "--%s does not take %q"), wrong.GetFlag().Name, wrong.GetValue())
	}
	return err
}

// Takes bounds the number of arguments of a command.
func (d Help) Takes(least, most int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least || least > 0 && strings.TrimSpace(args[0]) == "":
			return fmt.Errorf(d.Say("ينقص شيء: %s", "something is missing: %s"), d.useLine(c))
		case len(args) > most:
			return fmt.Errorf(d.Say("%q زائد: %s", "%q is too much: %s"), args[most], d.useLine(c))
		}
		return nil
	}
}

// toPage is a link to another page of the handbook.
var toPage = regexp.MustCompile(`\[([^\]\n]*)\]\((?:\.\./\w+/)?([\w-]+)\.md(?:#[^)\s]*)?\)`)

// forCheck is a comment that silences a rule of check in the handbook itself; examples of it stand in code.
var forCheck = regexp.MustCompile(`(?m)^<!-- check: off [a-z, -]*-->\n\n`)

// printPage prints a page of the handbook as it is written, with the topic of each page that it leads to.
func (d Help) printPage(to io.Writer, p manual.Page) error {
	body := toPage.ReplaceAllStringFunc(forCheck.ReplaceAllString(p.Body, ""), func(link string) string {
		parts := toPage.FindStringSubmatch(link)
		if _, ok := manual.Find(d.Lang(), parts[2]); !ok {
			return link // an example
		}
		return parts[1] + " (warraq help " + parts[2] + ")"
	})
	_, err := io.WriteString(to, p.Title+"\n"+p.About+"\n\n"+body+"\n")
	return err
}

// topics are the pages of the handbook.
func (d Help) topics() (rows [][2]string) {
	for _, p := range manual.Pages(d.Lang()) {
		rows = append(rows, [2]string{p.Topic, p.About})
	}
	return rows
}
