namespace ServiceDesk.Domain.Access;

/// <summary>What the person at a door sees of a decision, so that nobody learns there what the site knows of an address or a desk.</summary>
public enum DoorScreen
{
    /// <summary>The decision, with its reason.</summary>
    TheAnswer,

    /// <summary>The screen the door shows whatever the address ("we have sent you a mail"); a mail is not answered at all.</summary>
    TheUsualScreen,

    /// <summary>"Sign-up is closed", the same for every desk that is not open and for every key that is none.</summary>
    SignupIsClosed,

    /// <summary>"Ask the desk": the one sentence for everybody who cannot sign up while addresses are not verified.</summary>
    AskTheDesk,

    /// <summary>As if the desk did not exist.</summary>
    NotFound,

    /// <summary>The log-in page; who is logged in is logged out.</summary>
    LogIn,
}
