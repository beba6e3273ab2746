// Package system has the doors to the operating system: the environment, the
// process table, the one place that starts commands, the one that opens addresses,
// and the settings pages. What Retune does to a computer goes through a door, so a
// test can stand behind each of them.
package system
