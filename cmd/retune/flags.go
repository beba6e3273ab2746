package main

import (
	"errors"
	"flag"
	"io"

	"retune/diagnostics"
)

// plainCommand is the name of the flag set used without a command. It equals the prefix of
// every complaint.
const plainCommand = "retune"

func flags(command string) *flag.FlagSet { return flag.NewFlagSet(command, flag.ContinueOnError) }

// parse parses the flags of a command, which may be before or after its positional arguments,
// and returns the latter. More of them than most is a usage error. The error is flag.ErrHelp
// if help was requested.
func parse(set *flag.FlagSet, arguments []string, most int) ([]string, error) {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	var positional []string
	for {
		if err := set.Parse(arguments); errors.Is(err, flag.ErrHelp) {
			return nil, err //nolint:wrapcheck // asking for help is not a failure
		} else if err != nil {
			return nil, senseless(set, "senseless", diagnostics.Args{"Word": wrongFlag(set, arguments)})
		}
		if set.NArg() == 0 {
			break
		}
		positional = append(positional, set.Arg(0))
		arguments = set.Args()[1:]
	}
	if len(positional) > most {
		return nil, senseless(set, "too-much", diagnostics.Args{"Word": positional[most]})
	}
	return positional, nil
}

// senseless returns an error about a command's arguments.
func senseless(set *flag.FlagSet, what string, args diagnostics.Args) error {
	command := set.Name()
	if command == plainCommand {
		command = ""
	}
	return &usageError{command: command, what: what, args: args}
}

// wrongFlag returns the argument that a failed Parse read last; the flag package's own
// messages are not written for users.
func wrongFlag(set *flag.FlagSet, arguments []string) string {
	return arguments[max(len(arguments)-set.NArg()-1, 0)]
}
