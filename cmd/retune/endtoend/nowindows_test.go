//go:build linux && !wine

package endtoend

// windowsSteps build what the tests of Windows' program run: "make test-windows" does.
func windowsSteps() [][]string { return nil }
