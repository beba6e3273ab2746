// Package ui is Retune's window: the error card, the verdict, the seven steps with
// what can be done in each, the questions, and Support.
//
// What the window shows is plain data that a viewer makes of the state; what a button
// does is plain data, too. The widgets only draw it. The window touches no file,
// process or socket: all work goes through Doors.
package ui
