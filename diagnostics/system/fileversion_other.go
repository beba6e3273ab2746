//go:build !windows

package system

import "errors"

// FileVersion returns the version that a program's file carries in its version
// resource, as "1.2.3.4". errors.ErrUnsupported: this system's programs carry none.
func FileVersion(string) (string, error) { return "", errors.ErrUnsupported }
