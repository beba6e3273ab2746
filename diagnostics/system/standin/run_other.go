//go:build !windows

package standin

import "errors"

// run returns an error: the stand-in is for Windows, elsewhere any program that waits will
// do.
func run(string) error { return errors.ErrUnsupported }
