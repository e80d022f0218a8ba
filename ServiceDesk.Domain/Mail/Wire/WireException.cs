using System.Globalization;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>What can be the matter between the site and a mail server; each has a sentence in the Texts of this folder.</summary>
public enum WireFault
{
    /// <summary>No machine of that name is known.</summary>
    HostUnknown,

    /// <summary>Nobody answers there.</summary>
    Unreachable,

    /// <summary>It fell silent.</summary>
    NoAnswerInTime,

    /// <summary>It hung up in the middle.</summary>
    ConnectionLost,

    /// <summary>It offers no encryption although it is required.</summary>
    NoEncryption,

    /// <summary>Nobody vouches for its certificate.</summary>
    NotTrusted,

    /// <summary>Encryption could not be agreed upon.</summary>
    EncryptionFailed,

    /// <summary>It offers no way to log in that is spoken here.</summary>
    NoWayToLogIn,

    /// <summary>It refused name and password, or the token.</summary>
    LoginRefused,

    /// <summary>The token server gave no token.</summary>
    TokenRefused,

    /// <summary>What it says is not its protocol.</summary>
    NotUnderstood,

    /// <summary>It refused what was asked.</summary>
    Refused,

    /// <summary>It said good-bye.</summary>
    ServerLeaves,

    /// <summary>The site's settings do not allow to go there.</summary>
    NotAllowed,
}

/// <summary>Talking to a mail server went wrong, at a known point. Its message is the server's own words wherever there are any.</summary>
public sealed class WireException : IOException
{
    /// <summary>Tells what is the matter, in the server's words or else in plain ones.</summary>
    public WireException(WireFault fault, string words, Exception? inner = null)
        : base(Plain(words), inner) => Fault = fault;

    /// <summary>What is the matter.</summary>
    public WireFault Fault { get; }

    /// <summary>The same as a sentence for whoever set the server up.</summary>
    public string SentenceIn(CultureInfo culture) => SentenceOf(Fault, culture);

    /// <summary>What is the matter, as a sentence.</summary>
    public static string SentenceOf(WireFault fault, CultureInfo culture) => Sentences.Of(typeof(WireFault), fault.ToString(), culture);

    /// <summary>Whether what is told beside the sentence is what a server said, and not what was found out about it.</summary>
    public static bool IsSaidByServer(WireFault? fault) => fault is WireFault.LoginRefused or WireFault.TokenRefused or WireFault.Refused or WireFault.ServerLeaves;

    // A stranger's words: one line, no terminal codes.
    private static string Plain(string words) => string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
