using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>A small form that another web site embeds; what is typed there becomes a request of its desk (design.md 1, 2.2).</summary>
public sealed class Collector
{
    /// <summary>The longest name, in characters.</summary>
    public const int MostNameCharacters = 80;

    /// <summary>The longest text shown to visitors, in characters.</summary>
    public const int MostTextCharacters = 500;

    /// <summary>The longest list of origins, in characters.</summary>
    public const int MostOriginsCharacters = 2_000;

    /// <summary>The most that may be taken in a day.</summary>
    public const int HighestCap = 1_000_000;

    /// <summary>What is taken in a day unless somebody chooses otherwise.</summary>
    public const int UsualCap = 500;

    /// <summary>The row's id, which stands in the script's address.</summary>
    public required Guid Id { get; init; }

    /// <summary>The desk.</summary>
    public required Guid DeskId { get; init; }

    /// <summary>What its desk calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>As which type requests are raised; null for the first that the desk offers.</summary>
    public Guid? RequestTypeId { get; set; }

    /// <summary>Whether visitors are asked for their name.</summary>
    public bool AsksName { get; set; } = true;

    /// <summary>Whether there is a field for a longer description.</summary>
    public bool AsksDescription { get; set; } = true;

    /// <summary>Whether visitors may send files.</summary>
    public bool TakesFiles { get; set; } = true;

    /// <summary>Whether the page's address, the browser and what the host adds are offered to be sent along.</summary>
    public bool OffersContext { get; set; } = true;

    /// <summary>The dialog's heading; empty for the usual one in the visitor's language.</summary>
    public string Title { get; set; } = "";

    /// <summary>What stands under it; empty for nothing.</summary>
    public string Intro { get; set; } = "";

    /// <summary>What is said once a request was taken; empty for the usual words.</summary>
    public string Thanks { get; set; } = "";

    /// <summary>What stands on the button; empty for the usual word.</summary>
    public string ButtonText { get; set; } = "";

    /// <summary>Whether the script shows a button of its own; else the host opens the dialog.</summary>
    public bool HasButton { get; set; } = true;

    /// <summary>The colour of its buttons, as <c>#rrggbb</c>.</summary>
    public string Colour { get; set; } = CollectorColour.Usual;

    /// <summary>The origins whose pages may use it, one a line, such as <c>https://www.example.org</c>.</summary>
    public string AllowedOrigins { get; set; } = "";

    /// <summary>Whose the requests are of signed people that the desk takes no requests from; null for nobody's: they are refused.</summary>
    public Guid? DefaultReporterId { get; set; }

    /// <summary>Whether the host site vouches for its users, so that the desk takes them all; a site administrator's to say.</summary>
    public bool Vouches { get; set; }

    /// <summary>Whether it takes anything.</summary>
    public bool IsOn { get; set; }

    /// <summary>The most requests taken in a day (UTC).</summary>
    public int DailyCap { get; set; } = UsualCap;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Raised with every change: a change made on an older version is refused.</summary>
    public int Version { get; private set; }

    /// <summary>The origins whose pages may use it.</summary>
    public IReadOnlyList<string> Origins => AllowedOrigins.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The key by which a host's server signs who its visitor is.</summary>
public sealed class CollectorKey
{
    /// <summary>How many keys count at once, so that one can be changed for another without a gap.</summary>
    public const int Most = 2;

    /// <summary>The row's id, which a token may name as <c>kid</c>.</summary>
    public required Guid Id { get; init; }

    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>What it signs by.</summary>
    public required SigningAlgorithm Algorithm { get; init; }

    /// <summary>The shared secret, sealed; null for a public key.</summary>
    public byte[]? SealedSecret { get; init; }

    /// <summary>The public key as it was given, PEM; null for a shared secret.</summary>
    public string? PublicKey { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required Guid MadeById { get; init; }
}

/// <summary>How a token is signed. There are no others, whatever a token says of itself.</summary>
public enum SigningAlgorithm
{
    /// <summary>HMAC with SHA-256, by a secret that host and site share.</summary>
    Hs256,

    /// <summary>ECDSA on P-256 with SHA-256; the site has the public key alone.</summary>
    Es256,
}

/// <summary>The token of a visitor that was used, so that it counts once on all nodes together.</summary>
public sealed class UsedToken
{
    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>SHA-256 of the token's nonce.</summary>
    public required byte[] NonceHash { get; init; }

    /// <summary>When the token no longer counts by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>How many requests a collector took on a day (UTC), and what became of them.</summary>
public sealed class CollectorDay
{
    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Signed, of somebody who was known.</summary>
    public int Matched { get; set; }

    /// <summary>Signed, of somebody who was made a contact by it.</summary>
    public int Made { get; set; }

    /// <summary>Signed, and given to the default reporter.</summary>
    public int Defaulted { get; set; }

    /// <summary>Unsigned, to wait for a proof of the address.</summary>
    public int Parked { get; set; }

    /// <summary>Unsigned, and the proof came on this day.</summary>
    public int Proved { get; set; }

    /// <summary>One more signed request.</summary>
    internal void Count(bool isDefaulted, bool isMade) =>
        (Defaulted, Made, Matched) = (Defaulted + (isDefaulted ? 1 : 0), Made + (isMade ? 1 : 0), Matched + (isDefaulted || isMade ? 0 : 1));
}

/// <summary>How many posts to a collector were refused on a day for one reason.</summary>
public sealed class CollectorRefusal
{
    /// <summary>The collector.</summary>
    public required Guid CollectorId { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Why: the name of the <see cref="Refusal"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>How many.</summary>
    public int Count { get; set; }
}
