package main

import (
	"context"

	"retune/diagnostics/spotify"
	"retune/diagnostics/stability"
)

// clientState says whether Spotify is connected, in the words of a watch. One that has
// just started, or whose connections end at a proxy on this computer, says nothing.
func clientState(finder spotify.Finder) func(context.Context) stability.State {
	return func(ctx context.Context) stability.State {
		switch finder.Presence(ctx) {
		case spotify.Connected:
			return stability.Answered
		case spotify.Disconnected:
			return stability.Failed
		default:
			return stability.Unsure
		}
	}
}
