// Package endtoend tries the built program on real things: processes, folders, a
// session bus, a network and a window. What a test must not touch on the computer it
// runs on, it gets a copy of: each test lives in a Box with network and mounts of its
// own, and in a home of its own.
//
// Its network lab holds a scenario for each fault of a network, and the verdict that is
// right in it: see the files scenarios_*_test.go.
//
// The programs standin (for the Spotify client), internet (for the network) and tunnel
// (for a VPN) stand in for what no test may use. Everything here takes Linux and root,
// as CI has it; elsewhere the tests say so and nothing is run.
package endtoend
