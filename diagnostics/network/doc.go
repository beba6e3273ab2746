// Package network checks the way from this computer to Spotify: the network's own
// interfaces, the rest of the internet, log-in pages, names, the hosts file,
// Spotify's directory and access points, and Spotify's status page. One file holds
// one probe. A probe records what it saw as a code; it judges nobody, and it is sure
// of nothing that it had nothing to compare with.
//
// Everything that reaches the world goes through Doors. Nothing is sent but name
// lookups, empty connections and plain requests for the pages in targets.go.
package network
