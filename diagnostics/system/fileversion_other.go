//go:build !windows

package system

import "errors"

// FileVersion returns errors.ErrUnsupported: only Windows programs have a version resource.
func FileVersion(string) (string, error) { return "", errors.ErrUnsupported }
