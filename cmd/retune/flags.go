package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// parse reads the flags of a command, which may stand before and behind its other
// arguments, and returns those. Too many are a usage error.
func parse(set *flag.FlagSet, arguments []string, most int) ([]string, error) {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	var plain []string
	for {
		if err := set.Parse(arguments); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, &usageError{"see the help for " + set.Name()}
			}
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

func flags(command string) *flag.FlagSet { return flag.NewFlagSet(command, flag.ContinueOnError) }
