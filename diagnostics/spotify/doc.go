// Package spotify knows the Spotify client on this computer: the kinds of install
// and where each keeps its program, cache, downloads and preferences, which
// processes are the user's Spotify, and how it is asked to quit. It looks and tells;
// package repair acts.
package spotify
