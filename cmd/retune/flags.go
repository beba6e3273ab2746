package main

import (
	"errors"
	"flag"
	"io"

	"retune/diagnostics"
)

// plainCommand is the name of the flags that stand without a command; every complaint
// begins with it anyway.
const plainCommand = "retune"

func flags(command string) *flag.FlagSet { return flag.NewFlagSet(command, flag.ContinueOnError) }

// parse reads the flags of a command, which may stand before and behind its positional
// arguments, and returns those. More of them than most are a usage error;
// flag.ErrHelp: help was asked for.
func parse(set *flag.FlagSet, arguments []string, most int) ([]string, error) {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	var positional []string
	for {
		if err := set.Parse(arguments); errors.Is(err, flag.ErrHelp) {
			return nil, err //nolint:wrapcheck // it is no failure
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

// senseless is a complaint about a command's arguments.
func senseless(set *flag.FlagSet, what string, args diagnostics.Args) error {
	command := set.Name()
	if command == plainCommand {
		command = ""
	}
	return &usageError{command: command, what: what, args: args}
}

// wrongFlag names the argument that a failed Parse has read last; the flag package's
// own errors are in the words of programs.
func wrongFlag(set *flag.FlagSet, arguments []string) string {
	return arguments[max(len(arguments)-set.NArg()-1, 0)]
}
