//go:build !windows

package system

// NewRegistry returns the door to the current user's registry, or nil where the system
// has none.
func NewRegistry() Registry { return nil }
