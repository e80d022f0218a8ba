using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace ServiceDesk.Domain.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FullName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    SortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchWords = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Password = table.Column<int>(type: "integer", nullable: false),
                    TemporaryPasswordExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AddressProvedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MailBouncedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MailBounceWords = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DeactivatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MergedIntoId = table.Column<Guid>(type: "uuid", nullable: true),
                    AnonymisedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    IsSiteAdministrator = table.Column<bool>(type: "boolean", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TimeZone = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ChosenNotifications = table.Column<int>(type: "integer", nullable: true),
                    Organisation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastSeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    NormalizedUserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true, collation: "C"),
                    Email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    NormalizedEmail = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SecurityStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ConcurrencyStamp = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TwoFactorEnabled = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Accounts_Accounts_MergedIntoId",
                        column: x => x.MergedIntoId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountWords",
                columns: table => new
                {
                    Word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountWords", x => new { x.Word, x.SortName, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "AddressRules",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressRules", x => new { x.Kind, x.Value });
                });

            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    What = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    Network = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: true),
                    SubjectId = table.Column<Guid>(type: "uuid", nullable: true),
                    Details = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CustomerImports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedById = table.Column<Guid>(type: "uuid", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Charset = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Delimiter = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Headers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Columns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    BytesRead = table.Column<long>(type: "bigint", nullable: false),
                    LastLine = table.Column<int>(type: "integer", nullable: false),
                    RulesStamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StepBeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    Faulty = table.Column<int>(type: "integer", nullable: false),
                    UnknownLanguages = table.Column<int>(type: "integer", nullable: false),
                    PasswordsKept = table.Column<int>(type: "integer", nullable: false),
                    Made = table.Column<int>(type: "integer", nullable: false),
                    Joined = table.Column<int>(type: "integer", nullable: false),
                    Refused = table.Column<int>(type: "integer", nullable: false),
                    JoinedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Removed = table.Column<int>(type: "integer", nullable: false),
                    Mail = table.Column<int>(type: "integer", nullable: false),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Invited = table.Column<int>(type: "integer", nullable: false),
                    Kept = table.Column<int>(type: "integer", nullable: false),
                    TakenUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerImports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CustomerWords",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Word = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustomerWords", x => new { x.DeskId, x.Word, x.SortName, x.AccountId });
                });

            migrationBuilder.CreateTable(
                name: "Desks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    Access = table.Column<int>(type: "integer", nullable: false),
                    AccessChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AccessChangedById = table.Column<Guid>(type: "uuid", nullable: true),
                    SuspendedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SuspendedById = table.Column<Guid>(type: "uuid", nullable: true),
                    AgentsMayInviteWhileNotOpen = table.Column<bool>(type: "boolean", nullable: false),
                    AllowsParticipants = table.Column<bool>(type: "boolean", nullable: false),
                    NeedsApproval = table.Column<bool>(type: "boolean", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ArchivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Desks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DoorLog",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Door = table.Column<int>(type: "integer", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Effect = table.Column<int>(type: "integer", nullable: true),
                    Reason = table.Column<int>(type: "integer", nullable: true),
                    ActorId = table.Column<Guid>(type: "uuid", nullable: true),
                    Network = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DoorLog", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FailureTallies",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailureTallies", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "ImportPieces",
                columns: table => new
                {
                    ImportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Sealed = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportPieces", x => new { x.ImportId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "ImportRows",
                columns: table => new
                {
                    ImportId = table.Column<Guid>(type: "uuid", nullable: false),
                    Line = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FullName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SearchWords = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Organisation = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Flags = table.Column<int>(type: "integer", nullable: false),
                    Problem = table.Column<int>(type: "integer", nullable: true),
                    SameAsLine = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportRows", x => new { x.ImportId, x.Line });
                });

            migrationBuilder.CreateTable(
                name: "KeyRing",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FriendlyName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeyRing", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MailedLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Purpose = table.Column<int>(type: "integer", nullable: false),
                    SecretHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: true),
                    FullName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReturnPath = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    IssuedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    VoidedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailedLinks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MailTemplates",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailTemplates", x => new { x.DeskId, x.Kind, x.Language });
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    To = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: true),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Html = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FromAddress = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FromName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Gathered = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MessageId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InReplyTo = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    References = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReplyTo = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Automatic = table.Column<int>(type: "integer", nullable: false),
                    Unsubscribe = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    HasEmptyReturnPath = table.Column<bool>(type: "boolean", nullable: false),
                    HasFiles = table.Column<bool>(type: "boolean", nullable: false),
                    LinkId = table.Column<Guid>(type: "uuid", nullable: true),
                    SealedLink = table.Column<byte[]>(type: "bytea", nullable: true),
                    WrittenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    DeliveredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    GivenUpAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastProblem = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SeatLimits",
                columns: table => new
                {
                    Application = table.Column<int>(type: "integer", nullable: false),
                    Seats = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatLimits", x => x.Application);
                });

            migrationBuilder.CreateTable(
                name: "Site",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    IsPublicSignupOn = table.Column<bool>(type: "boolean", nullable: false),
                    PublicSignupChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PublicSignupChangedById = table.Column<Guid>(type: "uuid", nullable: true),
                    Mode = table.Column<int>(type: "integer", nullable: false),
                    ModeChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ModeChangedById = table.Column<Guid>(type: "uuid", nullable: true),
                    GivesServiceDeskByDefault = table.Column<bool>(type: "boolean", nullable: false),
                    GivesTeamByDefault = table.Column<bool>(type: "boolean", nullable: false),
                    VerifiesAddresses = table.Column<bool>(type: "boolean", nullable: false),
                    IsCaptchaOn = table.Column<bool>(type: "boolean", nullable: false),
                    FailuresBeforeCaptcha = table.Column<int>(type: "integer", nullable: false),
                    ProofOfWorkBits = table.Column<int>(type: "integer", nullable: false),
                    AgentsMayCreateCustomers = table.Column<bool>(type: "boolean", nullable: false),
                    AuditKeptDays = table.Column<int>(type: "integer", nullable: false),
                    SealedMailKey = table.Column<byte[]>(type: "bytea", nullable: true),
                    SetUpAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Site", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SwitchedOffMails",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SwitchedOffMails", x => new { x.DeskId, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "TurnedAway",
                columns: table => new
                {
                    Minute = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Door = table.Column<int>(type: "integer", nullable: false),
                    Limit = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Node = table.Column<Guid>(type: "uuid", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TurnedAway", x => new { x.Minute, x.Door, x.Limit, x.Node });
                });

            migrationBuilder.CreateTable(
                name: "UsedChallenges",
                columns: table => new
                {
                    Nonce = table.Column<Guid>(type: "uuid", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsedChallenges", x => x.Nonce);
                });

            migrationBuilder.CreateTable(
                name: "UsedTokens",
                columns: table => new
                {
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    NonceHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UsedTokens", x => new { x.CollectorId, x.NonceHash });
                });

            migrationBuilder.CreateTable(
                name: "AccountMerges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    FromId = table.Column<Guid>(type: "uuid", nullable: false),
                    IntoId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ById = table.Column<Guid>(type: "uuid", nullable: false),
                    Moved = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    UndoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountMerges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountMerges_Accounts_FromId",
                        column: x => x.FromId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_AccountMerges_Accounts_IntoId",
                        column: x => x.IntoId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ApiTokens",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    Hint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    Scopes = table.Column<int>(type: "integer", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastUsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApiTokens", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApiTokens_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    ClaimType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ClaimValue = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderKey = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    ProviderDisplayName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    LoginProvider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false, collation: "C"),
                    Value = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "KeptAnswers",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    Asked = table.Column<byte[]>(type: "bytea", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EffectId = table.Column<Guid>(type: "uuid", nullable: false),
                    TakenUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Headers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Body = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptAnswers", x => new { x.AccountId, x.Key });
                    table.ForeignKey(
                        name: "FK_KeptAnswers_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LogInSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Stamp = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LogInSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LogInSessions_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Seats",
                columns: table => new
                {
                    Application = table.Column<int>(type: "integer", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Seats", x => new { x.Application, x.AccountId });
                    table.ForeignKey(
                        name: "FK_Seats_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DeskAgents",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsAdministrator = table.Column<bool>(type: "boolean", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskAgents", x => new { x.DeskId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_DeskAgents_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_DeskAgents_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DeskCustomers",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    SortName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    JoinedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CameBy = table.Column<int>(type: "integer", nullable: false),
                    AddedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ImportId = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskCustomers", x => new { x.DeskId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_DeskCustomers_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_DeskCustomers_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "HeldSignUps",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RefusedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldSignUps", x => new { x.DeskId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_HeldSignUps_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_HeldSignUps_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncomingMails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Source = table.Column<int>(type: "integer", nullable: false),
                    SourceIdentity = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ContentHash = table.Column<byte[]>(type: "bytea", nullable: false),
                    EnvelopeSender = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EnvelopeRecipient = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReceivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    WholeBytes = table.Column<long>(type: "bigint", nullable: true),
                    State = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    ReasonArgument = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    ProcessedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    SenderAddress = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    From = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MessageId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TextHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    CommentId = table.Column<Guid>(type: "uuid", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingMails", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IncomingMails_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FullName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Message = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InvitedById = table.Column<Guid>(type: "uuid", nullable: false),
                    LinkId = table.Column<Guid>(type: "uuid", nullable: false),
                    SentAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    AcceptedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    BouncedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    BounceWords = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RevokedById = table.Column<Guid>(type: "uuid", nullable: true),
                    ImportId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Invitations_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Mailboxes",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Port = table.Column<int>(type: "integer", nullable: false),
                    Security = table.Column<int>(type: "integer", nullable: false),
                    Thumbprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    User = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Login = table.Column<int>(type: "integer", nullable: false),
                    SealedPassword = table.Column<byte[]>(type: "bytea", nullable: true),
                    TokenUrl = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ClientId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Scope = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SealedClientSecret = table.Column<byte[]>(type: "bytea", nullable: true),
                    SealedRefreshToken = table.Column<byte[]>(type: "bytea", nullable: true),
                    Folder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Afterwards = table.Column<int>(type: "integer", nullable: false),
                    ProcessedFolder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RefusedFolder = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mailboxes", x => x.DeskId);
                    table.ForeignKey(
                        name: "FK_Mailboxes_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MailChannels",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SendsFromAddress = table.Column<bool>(type: "boolean", nullable: false),
                    FurtherAddresses = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TrustedServer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AnswersRefused = table.Column<bool>(type: "boolean", nullable: false),
                    RequestTypeId = table.Column<Guid>(type: "uuid", nullable: true),
                    GateTokenHash = table.Column<byte[]>(type: "bytea", nullable: true),
                    GateTokenMadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    GateTokenMadeById = table.Column<Guid>(type: "uuid", nullable: true),
                    AnswersStoppedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AnswersResumedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailChannels", x => x.DeskId);
                    table.ForeignKey(
                        name: "FK_MailChannels_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RequestCounters",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Latest = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestCounters", x => x.DeskId);
                    table.ForeignKey(
                        name: "FK_RequestCounters_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RequestTypes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Icon = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    ArchivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestTypes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RequestTypes_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Webhooks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Events = table.Column<int>(type: "integer", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    SealedSecret = table.Column<byte[]>(type: "bytea", nullable: false),
                    SealedSecretBefore = table.Column<byte[]>(type: "bytea", nullable: true),
                    SealedSecretBeforeUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PausedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    QuietUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TakenUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Webhooks_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "IncomingPieces",
                columns: table => new
                {
                    MailId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomingPieces", x => new { x.MailId, x.Position });
                    table.ForeignKey(
                        name: "FK_IncomingPieces_IncomingMails_MailId",
                        column: x => x.MailId,
                        principalTable: "IncomingMails",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MailboxProgress",
                columns: table => new
                {
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    UidValidity = table.Column<long>(type: "bigint", nullable: true),
                    HighestUid = table.Column<long>(type: "bigint", nullable: false),
                    ConnectedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ReadAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Fault = table.Column<int>(type: "integer", nullable: true),
                    Problem = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TakenBy = table.Column<Guid>(type: "uuid", nullable: true),
                    TakenUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailboxProgress", x => x.DeskId);
                    table.ForeignKey(
                        name: "FK_MailboxProgress_Mailboxes_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Mailboxes",
                        principalColumn: "DeskId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Collectors",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    RequestTypeId = table.Column<Guid>(type: "uuid", nullable: true),
                    AsksName = table.Column<bool>(type: "boolean", nullable: false),
                    AsksDescription = table.Column<bool>(type: "boolean", nullable: false),
                    TakesFiles = table.Column<bool>(type: "boolean", nullable: false),
                    OffersContext = table.Column<bool>(type: "boolean", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Intro = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Thanks = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ButtonText = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    HasButton = table.Column<bool>(type: "boolean", nullable: false),
                    Colour = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AllowedOrigins = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DefaultReporterId = table.Column<Guid>(type: "uuid", nullable: true),
                    Vouches = table.Column<bool>(type: "boolean", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    DailyCap = table.Column<int>(type: "integer", nullable: false),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Collectors", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Collectors_Accounts_DefaultReporterId",
                        column: x => x.DefaultReporterId,
                        principalTable: "Accounts",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Collectors_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Collectors_RequestTypes_RequestTypeId",
                        column: x => x.RequestTypeId,
                        principalTable: "RequestTypes",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    DeskId = table.Column<Guid>(type: "uuid", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TypeId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReporterId = table.Column<Guid>(type: "uuid", nullable: false),
                    Summary = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    AssigneeId = table.Column<Guid>(type: "uuid", nullable: true),
                    RaisedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedPubliclyAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    IsUnproved = table.Column<bool>(type: "boolean", nullable: false),
                    MailId = table.Column<Guid>(type: "uuid", nullable: true),
                    LinkedToId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Requests_Accounts_AssigneeId",
                        column: x => x.AssigneeId,
                        principalTable: "Accounts",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Requests_Accounts_ReporterId",
                        column: x => x.ReporterId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Requests_Desks_DeskId",
                        column: x => x.DeskId,
                        principalTable: "Desks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Requests_RequestTypes_TypeId",
                        column: x => x.TypeId,
                        principalTable: "RequestTypes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WebhookId = table.Column<Guid>(type: "uuid", nullable: false),
                    EventId = table.Column<Guid>(type: "uuid", nullable: false),
                    Event = table.Column<int>(type: "integer", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    RequestKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    About = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    HappenedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NextTryAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TryUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    TriedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ArrivedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Answer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookDeliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookDeliveries_Webhooks_WebhookId",
                        column: x => x.WebhookId,
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CollectorDays",
                columns: table => new
                {
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Matched = table.Column<int>(type: "integer", nullable: false),
                    Made = table.Column<int>(type: "integer", nullable: false),
                    Defaulted = table.Column<int>(type: "integer", nullable: false),
                    Parked = table.Column<int>(type: "integer", nullable: false),
                    Proved = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CollectorDays", x => new { x.CollectorId, x.Day });
                    table.ForeignKey(
                        name: "FK_CollectorDays_Collectors_CollectorId",
                        column: x => x.CollectorId,
                        principalTable: "Collectors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CollectorKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Algorithm = table.Column<int>(type: "integer", nullable: false),
                    SealedSecret = table.Column<byte[]>(type: "bytea", nullable: true),
                    PublicKey = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    MadeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MadeById = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CollectorKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CollectorKeys_Collectors_CollectorId",
                        column: x => x.CollectorId,
                        principalTable: "Collectors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CollectorRefusals",
                columns: table => new
                {
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false, collation: "C"),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CollectorRefusals", x => new { x.CollectorId, x.Day, x.Reason });
                    table.ForeignKey(
                        name: "FK_CollectorRefusals_Collectors_CollectorId",
                        column: x => x.CollectorId,
                        principalTable: "Collectors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ParkedRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    LinkId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NormalizedAddress = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    FullName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Language = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Summary = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Context = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ParkedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParkedRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ParkedRequests_Collectors_CollectorId",
                        column: x => x.CollectorId,
                        principalTable: "Collectors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CollectedRequests",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    CollectorId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsUnverified = table.Column<bool>(type: "boolean", nullable: false),
                    SignedFor = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Context = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CollectedRequests", x => x.RequestId);
                    table.ForeignKey(
                        name: "FK_CollectedRequests_Collectors_CollectorId",
                        column: x => x.CollectorId,
                        principalTable: "Collectors",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CollectedRequests_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Comments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    AuthorId = table.Column<Guid>(type: "uuid", nullable: false),
                    IsInternal = table.Column<bool>(type: "boolean", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WrittenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    MailId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsUnverified = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Comments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Comments_Accounts_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Comments_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Participants",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Participants", x => new { x.RequestId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_Participants_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Participants_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RequestMutes",
                columns: table => new
                {
                    RequestId = table.Column<Guid>(type: "uuid", nullable: false),
                    AccountId = table.Column<Guid>(type: "uuid", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestMutes", x => new { x.RequestId, x.AccountId });
                    table.ForeignKey(
                        name: "FK_RequestMutes_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_RequestMutes_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ParkedFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    ParkedId = table.Column<Guid>(type: "uuid", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParkedFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ParkedFiles_ParkedRequests_ParkedId",
                        column: x => x.ParkedId,
                        principalTable: "ParkedRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Attachments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    UploadedById = table.Column<Guid>(type: "uuid", nullable: false),
                    RequestId = table.Column<Guid>(type: "uuid", nullable: true),
                    CommentId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsInternal = table.Column<bool>(type: "boolean", nullable: false),
                    FileName = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false, collation: "C"),
                    ContentType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    AddedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attachments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Attachments_Accounts_UploadedById",
                        column: x => x.UploadedById,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Attachments_Comments_CommentId",
                        column: x => x.CommentId,
                        principalTable: "Comments",
                        principalColumn: "Id");
                    table.ForeignKey(
                        name: "FK_Attachments_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "ParkedPieces",
                columns: table => new
                {
                    FileId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParkedPieces", x => new { x.FileId, x.Position });
                    table.ForeignKey(
                        name: "FK_ParkedPieces_ParkedFiles_FileId",
                        column: x => x.FileId,
                        principalTable: "ParkedFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AttachmentPieces",
                columns: table => new
                {
                    AttachmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AttachmentPieces", x => new { x.AttachmentId, x.Position });
                    table.ForeignKey(
                        name: "FK_AttachmentPieces_Attachments_AttachmentId",
                        column: x => x.AttachmentId,
                        principalTable: "Attachments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OutboxFiles",
                columns: table => new
                {
                    MailId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    AttachmentId = table.Column<Guid>(type: "uuid", nullable: false),
                    ContentId = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxFiles", x => new { x.MailId, x.Position });
                    table.ForeignKey(
                        name: "FK_OutboxFiles_Attachments_AttachmentId",
                        column: x => x.AttachmentId,
                        principalTable: "Attachments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_OutboxFiles_Outbox_MailId",
                        column: x => x.MailId,
                        principalTable: "Outbox",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "SeatLimits",
                columns: new[] { "Application", "Seats", "Version" },
                values: new object[,]
                {
                    { 0, 10, 1 },
                    { 1, 10, 1 }
                });

            migrationBuilder.InsertData(
                table: "Site",
                columns: new[] { "Id", "AgentsMayCreateCustomers", "AuditKeptDays", "FailuresBeforeCaptcha", "GivesServiceDeskByDefault", "GivesTeamByDefault", "IsCaptchaOn", "IsPublicSignupOn", "Mode", "ModeChangedAt", "ModeChangedById", "ProofOfWorkBits", "PublicSignupChangedAt", "PublicSignupChangedById", "SealedMailKey", "SetUpAt", "VerifiesAddresses", "Version" },
                values: new object[] { 1, true, 730, 3, false, false, false, false, 0, null, null, 17, null, null, null, null, true, 1 });

            migrationBuilder.CreateIndex(
                name: "IX_AccountMerges_FromId",
                table: "AccountMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountMerges_IntoId",
                table: "AccountMerges",
                column: "IntoId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "Accounts",
                column: "NormalizedEmail",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Deactivated",
                table: "Accounts",
                columns: new[] { "SortName", "Id" },
                filter: "\"DeactivatedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_MergedIntoId",
                table: "Accounts",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_NeverSeen",
                table: "Accounts",
                columns: new[] { "SortName", "Id" },
                filter: "\"LastSeenAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Password_SortName_Id",
                table: "Accounts",
                columns: new[] { "Password", "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_SiteAdministrators",
                table: "Accounts",
                column: "Id",
                filter: "\"IsSiteAdministrator\"");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_SortName_Id",
                table: "Accounts",
                columns: new[] { "SortName", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_AccountId_MadeAt",
                table: "ApiTokens",
                columns: new[] { "AccountId", "MadeAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_ExpiresAt",
                table: "ApiTokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_Hash",
                table: "ApiTokens",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ApiTokens_RevokedAt",
                table: "ApiTokens",
                column: "RevokedAt",
                filter: "\"RevokedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_CommentId",
                table: "Attachments",
                column: "CommentId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_RequestId",
                table: "Attachments",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_Attachments_UploadedById_RequestId",
                table: "Attachments",
                columns: new[] { "UploadedById", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_At",
                table: "Audit",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_DeskId_At",
                table: "Audit",
                columns: new[] { "DeskId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Audit_SubjectId",
                table: "Audit",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_What_At",
                table: "Audit",
                columns: new[] { "What", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_CollectedRequests_CollectorId",
                table: "CollectedRequests",
                column: "CollectorId");

            migrationBuilder.CreateIndex(
                name: "IX_CollectedRequests_SignedFor",
                table: "CollectedRequests",
                column: "SignedFor",
                filter: "\"SignedFor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CollectorKeys_CollectorId",
                table: "CollectorKeys",
                column: "CollectorId");

            migrationBuilder.CreateIndex(
                name: "IX_Collectors_DefaultReporterId",
                table: "Collectors",
                column: "DefaultReporterId");

            migrationBuilder.CreateIndex(
                name: "IX_Collectors_DeskId",
                table: "Collectors",
                column: "DeskId");

            migrationBuilder.CreateIndex(
                name: "IX_Collectors_RequestTypeId",
                table: "Collectors",
                column: "RequestTypeId");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_AuthorId",
                table: "Comments",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Comments_RequestId_WrittenAt",
                table: "Comments",
                columns: new[] { "RequestId", "WrittenAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerImports_DeskId_StartedAt",
                table: "CustomerImports",
                columns: new[] { "DeskId", "StartedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CustomerImports_State",
                table: "CustomerImports",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_DeskAgents_AccountId",
                table: "DeskAgents",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_DeskCustomers_AccountId",
                table: "DeskCustomers",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_DeskCustomers_DeskId_SortName_AccountId",
                table: "DeskCustomers",
                columns: new[] { "DeskId", "SortName", "AccountId" });

            migrationBuilder.CreateIndex(
                name: "IX_Desks_Key",
                table: "Desks",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DoorLog_Address_At",
                table: "DoorLog",
                columns: new[] { "Address", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_DoorLog_At",
                table: "DoorLog",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_DoorLog_DeskId_At",
                table: "DoorLog",
                columns: new[] { "DeskId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_FailureTallies_Address",
                table: "FailureTallies",
                column: "Address");

            migrationBuilder.CreateIndex(
                name: "IX_FailureTallies_Kind_LastAt",
                table: "FailureTallies",
                columns: new[] { "Kind", "LastAt" });

            migrationBuilder.CreateIndex(
                name: "IX_HeldSignUps_AccountId",
                table: "HeldSignUps",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_HeldSignUps_DeskId_AskedAt",
                table: "HeldSignUps",
                columns: new[] { "DeskId", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_DeskId_AnsweredAt",
                table: "IncomingMails",
                columns: new[] { "DeskId", "AnsweredAt" },
                filter: "\"AnsweredAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_DeskId_ContentHash",
                table: "IncomingMails",
                columns: new[] { "DeskId", "ContentHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_DeskId_MessageId",
                table: "IncomingMails",
                columns: new[] { "DeskId", "MessageId" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_DeskId_Source_SourceIdentity",
                table: "IncomingMails",
                columns: new[] { "DeskId", "Source", "SourceIdentity" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_DeskId_State_Id",
                table: "IncomingMails",
                columns: new[] { "DeskId", "State", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_NextTryAt",
                table: "IncomingMails",
                column: "NextTryAt",
                filter: "\"NextTryAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_Parked",
                table: "IncomingMails",
                column: "ProcessedAt",
                filter: "\"State\" = 4");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_RequestId",
                table: "IncomingMails",
                column: "RequestId",
                filter: "\"RequestId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncomingMails_SenderAddress_AnsweredAt",
                table: "IncomingMails",
                columns: new[] { "SenderAddress", "AnsweredAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_DeskId_NormalizedAddress",
                table: "Invitations",
                columns: new[] { "DeskId", "NormalizedAddress" },
                unique: true,
                filter: "\"AcceptedAt\" IS NULL AND \"RevokedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_DeskId_SentAt_Id",
                table: "Invitations",
                columns: new[] { "DeskId", "SentAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_LinkId",
                table: "Invitations",
                column: "LinkId");

            migrationBuilder.CreateIndex(
                name: "IX_KeptAnswers_At",
                table: "KeptAnswers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_KeyRing_FriendlyName",
                table: "KeyRing",
                column: "FriendlyName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LogInSessions_AccountId",
                table: "LogInSessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_LogInSessions_BeganAt",
                table: "LogInSessions",
                column: "BeganAt");

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_AccountId_Purpose",
                table: "MailedLinks",
                columns: new[] { "AccountId", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_DeskId_ExpiresAt",
                table: "MailedLinks",
                columns: new[] { "DeskId", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_NormalizedAddress_Purpose",
                table: "MailedLinks",
                columns: new[] { "NormalizedAddress", "Purpose" });

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_SecretHash",
                table: "MailedLinks",
                column: "SecretHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_LinkId",
                table: "Outbox",
                column: "LinkId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_MessageId",
                table: "Outbox",
                column: "MessageId");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_NextTryAt",
                table: "Outbox",
                column: "NextTryAt");

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_RequestId",
                table: "Outbox",
                column: "RequestId",
                filter: "\"RequestId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxFiles_AttachmentId",
                table: "OutboxFiles",
                column: "AttachmentId");

            migrationBuilder.CreateIndex(
                name: "IX_ParkedFiles_ParkedId",
                table: "ParkedFiles",
                column: "ParkedId");

            migrationBuilder.CreateIndex(
                name: "IX_ParkedRequests_CollectorId",
                table: "ParkedRequests",
                column: "CollectorId");

            migrationBuilder.CreateIndex(
                name: "IX_ParkedRequests_LinkId",
                table: "ParkedRequests",
                column: "LinkId");

            migrationBuilder.CreateIndex(
                name: "IX_ParkedRequests_NormalizedAddress",
                table: "ParkedRequests",
                column: "NormalizedAddress");

            migrationBuilder.CreateIndex(
                name: "IX_ParkedRequests_ParkedAt",
                table: "ParkedRequests",
                column: "ParkedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Participants_AccountId",
                table: "Participants",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_RequestMutes_AccountId",
                table: "RequestMutes",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_All",
                table: "Requests",
                columns: new[] { "DeskId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_AssigneeId_DeskId_ChangedAt_Number",
                table: "Requests",
                columns: new[] { "AssigneeId", "DeskId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_DeskId_Number",
                table: "Requests",
                columns: new[] { "DeskId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_DeskId_Status_AssigneeId",
                table: "Requests",
                columns: new[] { "DeskId", "Status", "AssigneeId" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_DeskId_Status_ChangedAt_Number",
                table: "Requests",
                columns: new[] { "DeskId", "Status", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Key",
                table: "Requests",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_ReporterId_ChangedPubliclyAt",
                table: "Requests",
                columns: new[] { "ReporterId", "ChangedPubliclyAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_ReporterId_DeskId_ChangedAt_Number",
                table: "Requests",
                columns: new[] { "ReporterId", "DeskId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_TypeId_DeskId_ChangedAt_Number",
                table: "Requests",
                columns: new[] { "TypeId", "DeskId", "ChangedAt", "Number" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Unfinished",
                table: "Requests",
                columns: new[] { "DeskId", "ChangedAt", "Number" },
                filter: "\"Status\" < 3");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_UnfinishedOfAssignee",
                table: "Requests",
                columns: new[] { "DeskId", "AssigneeId", "ChangedAt", "Number" },
                filter: "\"Status\" < 3");

            migrationBuilder.CreateIndex(
                name: "IX_RequestTypes_DeskId_Position",
                table: "RequestTypes",
                columns: new[] { "DeskId", "Position" });

            migrationBuilder.CreateIndex(
                name: "IX_Seats_AccountId",
                table: "Seats",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_UsedChallenges_ExpiresAt",
                table: "UsedChallenges",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_UsedTokens_ExpiresAt",
                table: "UsedTokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_About",
                table: "WebhookDeliveries",
                column: "About",
                filter: "\"About\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_HappenedAt",
                table: "WebhookDeliveries",
                column: "HappenedAt");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_InOrder",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "RequestId", "Id" },
                filter: "\"NextTryAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_WebhookId_Id",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_WebhookId_NextTryAt",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "NextTryAt" },
                filter: "\"NextTryAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_DeskId",
                table: "Webhooks",
                column: "DeskId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountMerges");

            migrationBuilder.DropTable(
                name: "AccountWords");

            migrationBuilder.DropTable(
                name: "AddressRules");

            migrationBuilder.DropTable(
                name: "ApiTokens");

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AttachmentPieces");

            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropTable(
                name: "CollectedRequests");

            migrationBuilder.DropTable(
                name: "CollectorDays");

            migrationBuilder.DropTable(
                name: "CollectorKeys");

            migrationBuilder.DropTable(
                name: "CollectorRefusals");

            migrationBuilder.DropTable(
                name: "CustomerImports");

            migrationBuilder.DropTable(
                name: "CustomerWords");

            migrationBuilder.DropTable(
                name: "DeskAgents");

            migrationBuilder.DropTable(
                name: "DeskCustomers");

            migrationBuilder.DropTable(
                name: "DoorLog");

            migrationBuilder.DropTable(
                name: "FailureTallies");

            migrationBuilder.DropTable(
                name: "HeldSignUps");

            migrationBuilder.DropTable(
                name: "ImportPieces");

            migrationBuilder.DropTable(
                name: "ImportRows");

            migrationBuilder.DropTable(
                name: "IncomingPieces");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "KeptAnswers");

            migrationBuilder.DropTable(
                name: "KeyRing");

            migrationBuilder.DropTable(
                name: "LogInSessions");

            migrationBuilder.DropTable(
                name: "MailboxProgress");

            migrationBuilder.DropTable(
                name: "MailChannels");

            migrationBuilder.DropTable(
                name: "MailedLinks");

            migrationBuilder.DropTable(
                name: "MailTemplates");

            migrationBuilder.DropTable(
                name: "OutboxFiles");

            migrationBuilder.DropTable(
                name: "ParkedPieces");

            migrationBuilder.DropTable(
                name: "Participants");

            migrationBuilder.DropTable(
                name: "RequestCounters");

            migrationBuilder.DropTable(
                name: "RequestMutes");

            migrationBuilder.DropTable(
                name: "SeatLimits");

            migrationBuilder.DropTable(
                name: "Seats");

            migrationBuilder.DropTable(
                name: "Site");

            migrationBuilder.DropTable(
                name: "SwitchedOffMails");

            migrationBuilder.DropTable(
                name: "TurnedAway");

            migrationBuilder.DropTable(
                name: "UsedChallenges");

            migrationBuilder.DropTable(
                name: "UsedTokens");

            migrationBuilder.DropTable(
                name: "WebhookDeliveries");

            migrationBuilder.DropTable(
                name: "IncomingMails");

            migrationBuilder.DropTable(
                name: "Mailboxes");

            migrationBuilder.DropTable(
                name: "Attachments");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "ParkedFiles");

            migrationBuilder.DropTable(
                name: "Webhooks");

            migrationBuilder.DropTable(
                name: "Comments");

            migrationBuilder.DropTable(
                name: "ParkedRequests");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "Collectors");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "RequestTypes");

            migrationBuilder.DropTable(
                name: "Desks");
        }
    }
}
