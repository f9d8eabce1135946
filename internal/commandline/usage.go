package commandline

import "strings"

// width is that of a terminal that has not been made wider.
const width = 80

// shown is a flag with what it takes: --host=HOST.
func (v *value) shown() string {
	switch {
	case v.isBool():
		return "--" + v.name
	case v.holder != "":
		return "--" + v.name + "=" + v.holder
	case v.hasFallback && v.fallback != "":
		return "--" + v.name + `="` + v.fallback + `"`
	case v.isList():
		return "--" + v.name + "=" + strings.ToUpper(v.name) + ",..."
	}
	return "--" + v.name + "=STRING"
}

// line is how a verb is used: kroon organisation add --host=HOST <name> [flags].
func (n *verb) line() string {
	out := n.words()
	if len(n.below) > 0 {
		return out + " <command> [flags]"
	}
	for _, v := range n.all() {
		if v.required {
			out += " " + v.shown()
		}
	}
	for _, v := range n.args {
		out += " <" + v.name + ">"
	}
	return out + " [flags]"
}

func (n *verb) usage() string {
	var out strings.Builder
	out.WriteString("Usage: " + n.line() + "\n\n")
	wrap(&out, "", "", n.help)
	table := func(heading string, rows [][2]string) {
		if len(rows) == 0 {
			return
		}
		out.WriteString("\n" + heading + "\n")
		left := 0
		for _, row := range rows {
			left = max(left, len(row[0]))
		}
		for _, row := range rows {
			wrap(&out, row[0]+strings.Repeat(" ", left-len(row[0])+4), strings.Repeat(" ", left+4), row[1])
		}
	}
	var args, flags [][2]string
	for _, v := range n.args {
		args = append(args, [2]string{"  <" + v.name + ">", v.help})
	}
	flags = append(flags, [2]string{"  -h, --help", "Show what can be given here."})
	for _, v := range n.all() {
		help := v.help
		if v.env != "" {
			help = strings.TrimSuffix(help, ".") + " ($" + v.env + ")."
		}
		flags = append(flags, [2]string{"      " + v.shown(), help})
	}
	table("Arguments:", args)
	table("Flags:", flags)
	if len(n.below) > 0 {
		out.WriteString("\nCommands:\n")
		n.leaves(func(leaf *verb) {
			out.WriteString("  " + strings.TrimPrefix(leaf.line(), n.words()+" ") + "\n")
			wrap(&out, "    ", "    ", leaf.help)
			out.WriteString("\n")
		})
		out.WriteString("Run \"" + n.words() + " <command> --help\" for what a command can be given.\n")
	}
	return out.String()
}

// leaves visits what can be run, in order.
func (n *verb) leaves(visit func(*verb)) {
	for _, sub := range n.below {
		sub.leaves(visit)
	}
	if len(n.below) == 0 {
		visit(n)
	}
}

// wrap writes a text in lines of the width: the first after one margin, those that follow after another.
func wrap(out *strings.Builder, first, then, text string) {
	line, written := first, false
	for word := range strings.FieldsSeq(text) {
		switch {
		case !written:
			line, written = line+word, true
		case len(line)+1+len(word) > width:
			out.WriteString(line + "\n")
			line = then + word
		default:
			line += " " + word
		}
	}
	out.WriteString(line + "\n")
}
