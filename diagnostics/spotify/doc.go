// Package spotify knows the Spotify client on this computer: which kinds of install there are
// and where each keeps its program, cache, downloads and preferences, which processes are the
// user's Spotify, and how to ask it to quit. Apart from that request it only observes;
// package repair makes changes.
package spotify
