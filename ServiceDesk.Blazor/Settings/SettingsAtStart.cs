using Npgsql;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Settings;

/// <summary>Reads the settings once at start; a wrong one stops it with a sentence that names its key.</summary>
internal static class SettingsAtStart
{
    private static readonly TimeSpan LongestBusyTimeout = TimeSpan.FromMinutes(10);
    private const int MostNameCharacters = 60;

    /// <summary>Reads and checks <c>Site:*</c>.</summary>
    public static SiteOptions ReadSite(IConfiguration configuration)
    {
        var options = Bind<SiteOptions>(configuration, SiteOptions.Section);

        options.Name = options.Name.Trim();
        if (options.Name.Length is 0 or > MostNameCharacters || options.Name.Any(char.IsControl))
        {
            throw new CannotStartException($"Site:Name is \"{options.Name}\"; a name has one to {MostNameCharacters} characters, on one line.");
        }

        if (options.PublicUrl.Length > 0)
        {
            if (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath != "/")
            {
                throw new CannotStartException($"Site:PublicUrl is \"{options.PublicUrl}\", which is not the address of a site, such as https://desk.example.org.");
            }

            if (url.Scheme == "http" && !url.IsLoopback && !options.AllowPlainHttp)
            {
                throw new CannotStartException($"Site:PublicUrl is \"{options.PublicUrl}\": without https, passwords would travel in the clear. Use https, or set Site:AllowPlainHttp to true if you know why.");
            }
        }

        return options;
    }

    /// <summary>Reads and checks <c>Database:*</c>.</summary>
    public static DatabaseOptions ReadDatabase(IConfiguration configuration)
    {
        var options = Bind<DatabaseOptions>(configuration, DatabaseOptions.Section);
        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > LongestBusyTimeout)
        {
            throw new CannotStartException($"Database:BusyTimeout is \"{options.BusyTimeout}\", which is not between 00:00:00 and {LongestBusyTimeout}.");
        }

        if (options.Provider is DatabaseProvider.Postgres)
        {
            if (options.ConnectionString.Length == 0)
            {
                throw new CannotStartException("Database:ConnectionString is empty; with Database:Provider Postgres it is needed.");
            }

            try
            {
                _ = new NpgsqlConnectionStringBuilder(options.ConnectionString);
            }
            catch (ArgumentException e)
            {
                throw new CannotStartException($"Database:ConnectionString is not a connection string of PostgreSQL: {e.Message}", e);
            }
        }

        return options;
    }

    /// <summary>Reads and checks <c>Telemetry:*</c>.</summary>
    public static TelemetryOptions ReadTelemetry(IConfiguration configuration)
    {
        var options = Bind<TelemetryOptions>(configuration, TelemetryOptions.Section);
        if (options.OtlpEndpoint.Length > 0 && (!Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            throw new CannotStartException($"Telemetry:OtlpEndpoint is \"{options.OtlpEndpoint}\", which is no address of a collector, such as http://localhost:4318.");
        }

        return options.Interval >= TimeSpan.FromSeconds(1)
            ? options
            : throw new CannotStartException($"Telemetry:Interval is \"{options.Interval}\", which is less than a second.");
    }

    /// <summary>Checks <c>urls</c>, what is listened on.</summary>
    public static void CheckUrls(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                _ = BindingAddress.Parse(url);
            }
            catch (FormatException e)
            {
                throw new CannotStartException($"urls has \"{url}\", which is no address to listen on, such as http://localhost:5000.", e);
            }
        }
    }

    /// <summary>The data folder, made when it is missing; throws when it cannot be written to.</summary>
    public static string PrepareDataFolder(SiteOptions options)
    {
        var folder = Path.GetFullPath(options.DataFolder);
        try
        {
            OwnerOnly.MakeFolder(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data folder {folder} cannot be written to (setting Site:DataFolder): {e.Message}", e);
        }
    }

    /// <summary>Binds a section; a value of the wrong kind names its key.</summary>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : new()
    {
        var options = new T();
        foreach (var property in typeof(T).GetProperties().Where(property => property.CanWrite))
        {
            var key = $"{section}:{property.Name}";
            try
            {
                if (configuration.GetSection(key).Exists())
                {
                    property.SetValue(options, configuration.GetValue(property.PropertyType, key));
                }
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException)
            {
                throw new CannotStartException($"{key} is \"{configuration[key]}\", which is not {KindOf(property.PropertyType)}.", e);
            }
        }

        return options;
    }

    private static string KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => $"one of {string.Join(", ", Enum.GetNames(type))}",
        TypeCode.Boolean => "true or false",
        TypeCode.Int32 or TypeCode.Int64 => "a whole number",
        _ when type == typeof(TimeSpan) => "a length of time, such as 00:00:30",
        _ => $"a {type.Name}",
    };
}
