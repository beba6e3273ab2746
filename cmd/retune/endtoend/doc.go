// Package endtoend tests the built program on real things: processes, folders, a session bus,
// a network and a window. Each test runs in a box with its own network and mounts and with a
// home folder of its own, so that it cannot touch the computer that it runs on.
//
// Tests that mostly wait are parallel, each in a box apart, which sees only its own processes.
// They run after the others, which are short or need the computer to themselves because they
// have a window or measure how soon something ends.
//
// Its network lab has a scenario for each kind of network fault with the verdict that is
// right for it; see the files scenarios_*_test.go.
//
// The programs standin (for the Spotify client), internet (for the network) and tunnel (for a
// VPN) replace what a test must not use. Everything here requires Linux and root, which CI
// has; elsewhere the tests say so and run nothing.
package endtoend
