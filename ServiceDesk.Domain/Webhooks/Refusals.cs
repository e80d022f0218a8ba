using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Webhooks;

/// <summary>What was typed is no address that a webhook can have.</summary>
public sealed record NotAWebhookAddress : Refusal;

/// <summary>A webhook has a name.</summary>
public sealed record WebhookNeedsName : Refusal;

/// <summary>A webhook is told of something.</summary>
public sealed record WebhookNeedsEvents : Refusal;

/// <summary>The site's settings allow no webhooks within the house.</summary>
public sealed record WebhookIsPrivate : Refusal;

/// <summary>A desk has as many as it may have.</summary>
/// <param name="Most">So many.</param>
public sealed record TooManyWebhooks(int Most) : Refusal;
