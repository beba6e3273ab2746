// Package ui is Retune's window: the error card, the verdict, the seven steps with what can
// be done in each, frequent questions, connection stability, and Support.
//
// A viewer turns the state into plain data that describes what to show; what a button does is
// plain data, too. The widgets only draw it. The package touches no file, process or socket:
// all work goes through Doors.
package ui
