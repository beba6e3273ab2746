package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// plainCommand is the name of the flags that stand without a command; every complaint
// begins with it anyway.
const plainCommand = "retune"

func flags(command string) *flag.FlagSet { return flag.NewFlagSet(command, flag.ContinueOnError) }

// parse reads the flags of a command, which may stand before and behind its other
// arguments, and returns those. More of them than most are a usage error;
// flag.ErrHelp: help was asked for.
func parse(set *flag.FlagSet, arguments []string, most int) ([]string, error) {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	var plain []string
	for {
		if err := set.Parse(arguments); errors.Is(err, flag.ErrHelp) {
			return nil, err //nolint:wrapcheck // it is no failure
		} else if err != nil {
			return nil, &usageError{of(set) + wrongFlag(set, arguments)}
		}
		if set.NArg() == 0 {
			break
		}
		plain = append(plain, set.Arg(0))
		arguments = set.Args()[1:]
	}
	if len(plain) > most {
		return nil, &usageError{fmt.Sprintf("%sunexpected argument %q", of(set), plain[most])}
	}
	return plain, nil
}

// of begins a complaint with the command that it is about.
func of(set *flag.FlagSet) string {
	if set.Name() == plainCommand {
		return ""
	}
	return set.Name() + ": "
}

// wrongFlag names the argument that a failed Parse has read last; the flag package's
// own errors are in the words of programs.
func wrongFlag(set *flag.FlagSet, arguments []string) string {
	last := max(len(arguments)-set.NArg()-1, 0)
	return fmt.Sprintf("%q makes no sense here", arguments[last])
}
