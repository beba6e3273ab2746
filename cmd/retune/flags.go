package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

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
			return nil, &usageError{set.Name() + ": " + err.Error()}
		}
		if set.NArg() == 0 {
			break
		}
		plain = append(plain, set.Arg(0))
		arguments = set.Args()[1:]
	}
	if len(plain) > most {
		return nil, &usageError{fmt.Sprintf("%s: %q is too much", set.Name(), plain[most])}
	}
	return plain, nil
}
