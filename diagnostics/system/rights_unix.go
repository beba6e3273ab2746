//go:build !windows

package system

import "os"

func currentRights(variables map[string]string) Rights { return unixRights(os.Getuid(), variables) }
