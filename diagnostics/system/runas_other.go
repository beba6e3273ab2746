//go:build !windows

package system

import (
	"context"
	"errors"
)

// RunAs is Windows' way to run a program with an administrator's rights.
func RunAs(context.Context, Command) (status int, err error) { return 0, errors.ErrUnsupported }
