namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>A file of customers on its way onto a desk's list (design.md 2.5): one batch, which comes whole or not at all and can be undone.</summary>
public sealed class CustomerImport
{
    /// <summary>The row's id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>Who brought the file, then who had it brought in or undone; their rights decide what comes in.</summary>
    public required Guid StartedById { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; set; }

    /// <summary>The file's characters: <c>utf-8</c>, <c>utf-16</c> or <c>windows-1252</c>.</summary>
    public required string Charset { get; init; }

    /// <summary>What parts its columns: comma, semicolon or tab.</summary>
    public required string Delimiter { get; init; }

    /// <summary>The names in its first row, as a JSON array.</summary>
    public required string Headers { get; init; }

    /// <summary>Which column is what, as JSON.</summary>
    public required string Columns { get; set; }

    /// <summary>Its length.</summary>
    public required long Bytes { get; init; }

    /// <summary>About how much of it has been read.</summary>
    public long BytesRead { get; set; }

    /// <summary>The last line that is staged, or, later, brought in or undone; 0 for none.</summary>
    public int LastLine { get; set; }

    /// <summary>Tells whether the address rules are still those the rows were checked by.</summary>
    public string RulesStamp { get; set; } = "";

    /// <summary>When its present step began; null while it waits for a person.</summary>
    public DateTimeOffset? StepBeganAt { get; set; }

    /// <summary>How many rows it has, without the names of the columns.</summary>
    public int Rows { get; set; }

    /// <summary>How many of them cannot be used.</summary>
    public int Faulty { get; set; }

    /// <summary>How many of the good rows name a language that the site does not speak.</summary>
    public int UnknownLanguages { get; set; }

    /// <summary>How many passwords were not set, because the person exists; 0 before it came in.</summary>
    public int PasswordsKept { get; set; }

    /// <summary>How many accounts it made.</summary>
    public int Made { get; set; }

    /// <summary>How many people the site knew came onto the list.</summary>
    public int Joined { get; set; }

    /// <summary>How many people the rule book refused; 0 before it came in.</summary>
    public int Refused { get; set; }

    /// <summary>How many of its people were on the list before; to be asked once it came in.</summary>
    public int AlreadyHere => Rows - Faulty - Made - Joined - Refused;

    /// <summary>When its people came onto the list; null before.</summary>
    public DateTimeOffset? JoinedAt { get; set; }

    /// <summary>How many people undoing took off the list.</summary>
    public int Removed { get; set; }

    /// <summary>Whether its people without a password are invited by mail.</summary>
    public ImportMail Mail { get; set; }

    /// <summary>Who has them invited; null while nobody has.</summary>
    public Guid? InvitedById { get; set; }

    /// <summary>How many were invited.</summary>
    public int Invited { get; set; }

    /// <summary>How many undoing kept, because somebody had used them since.</summary>
    public int Kept { get; set; }

    /// <summary>Until when a node has it in hand; another takes it over after that. Null when none has.</summary>
    public DateTimeOffset? TakenUntil { get; set; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>Whether nothing more happens by itself and nobody is asked anything but whether to undo it or to invite.</summary>
    public bool HasEnded => State is ImportState.Done or ImportState.Undone or ImportState.Cancelled or ImportState.Refused;

    /// <summary>Whether a node has something to do.</summary>
    public bool IsAtWork => State is ImportState.Reading or ImportState.Joining or ImportState.Finishing or ImportState.Inviting or ImportState.Undoing;
}

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>A person says which column is what.</summary>
    Choosing,

    /// <summary>The rows are read and checked.</summary>
    Reading,

    /// <summary>A person looks at what would happen.</summary>
    Ready,

    /// <summary>The people come onto the list.</summary>
    Joining,

    /// <summary>They are on the list and are added to the search.</summary>
    Finishing,

    /// <summary>Those who have no password are invited.</summary>
    Inviting,

    /// <summary>All is done.</summary>
    Done,

    /// <summary>What it made and nobody has used since is taken away.</summary>
    Undoing,

    /// <summary>It was undone.</summary>
    Undone,

    /// <summary>A person left it before anything came in.</summary>
    Cancelled,

    /// <summary>Whoever began it may not bring it in any more.</summary>
    Refused,
}

/// <summary>Whether those who came by an import and have no password get an invitation (design.md 2.5).</summary>
public enum ImportMail
{
    /// <summary>They get no mail.</summary>
    None,

    /// <summary>They are invited once they are on the list.</summary>
    Now,

    /// <summary>They are invited when a person says so.</summary>
    Later,
}
