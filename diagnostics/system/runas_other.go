//go:build !windows

package system

import (
	"context"
	"errors"
)

// RunAs returns errors.ErrUnsupported: only Windows runs programs as administrator in this
// way.
func RunAs(context.Context, Command) (status int, err error) { return 0, errors.ErrUnsupported }
