package settings

import (
	"encoding/json"
	"testing"
)

// The schema of data files says that a file is a list or a map, and of their values only what JSON has.
func TestTheSchemaOfDataIsOfAnyForm(t *testing.T) {
	var s struct {
		AnyOf []map[string]string `json:"anyOf"`
		Defs  map[string]struct {
			Items      map[string]string `json:"items"`
			Additional map[string]string `json:"additionalProperties"`
			AnyOf      []map[string]any  `json:"anyOf"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(DataSchema(), &s); err != nil {
		t.Fatal(err)
	}
	const value = "#/$defs/value"
	if len(s.AnyOf) != 2 || s.Defs["list"].Items["$ref"] != value || s.Defs["map"].Additional["$ref"] != value || len(s.Defs["value"].AnyOf) != 3 {
		t.Errorf("%s", DataSchema())
	}
}
