//go:build !windows

package system

// NewRegistry returns nil: this system has no registry.
func NewRegistry() Registry { return nil }
