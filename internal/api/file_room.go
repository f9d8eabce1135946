package api

import (
	"context"
	"net/http"

	"kroon/internal/db"
	"kroon/internal/party"
)

// FileRoom is how much the files of the organisation take, and how much they may.
type FileRoom struct {
	Taken int64 `json:"taken" doc:"In bytes; the same bytes twice count once."`
	Most  int64 `json:"most" doc:"In bytes."`
}

// addFileRoom adds the operations about how much the files may take.
func (s *Server) addFileRoom() {
	acts := s.cfg.Acts
	read := func(tx *db.Tx) (room FileRoom, err error) {
		if room.Taken, err = acts.File.Taken(tx); err == nil {
			room.Most, err = acts.File.Most(tx)
		}
		return room, err
	}
	get(s, operation{
		id: "getFileRoom", path: "~/file-room", scope: "admin", role: party.TeamLead, summary: "How much the files take, and how much they may",
	}, func(tx *db.Tx, _ *call, _ *struct{}) (FileRoom, error) { return read(tx) })
	do(s, operation{
		id: "setFileRoom", method: http.MethodPut, path: "~/file-room", scope: "admin", role: party.Owner, summary: "Say how much the files may take",
	}, func(ctx context.Context, c *call, in *struct {
		Body struct {
			Most int64 `json:"most" required:"true" doc:"In bytes."`
		}
	}) (FileRoom, error) {
		if err := acts.SetFileRoom(ctx, c.actor, in.Body.Most); err != nil {
			return FileRoom{}, err
		}
		return see(ctx, c, read)
	}, func(room FileRoom) FileRoom { return room })
}
