package arabic

// QuoteState is what Quotes knows of the paragraph so far.
type QuoteState struct{}

// Quotes turns straight quotation marks to «».
func Quotes(s string, state *QuoteState) string { return s }
