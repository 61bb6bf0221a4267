using Npgsql;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>Tells a database that is not there for a while from a mistake of ours.</summary>
internal static class DatabaseTrouble
{
    /// <summary>Whether the database cannot be reached, is stopping, or is starting. EF wraps what may pass into an InvalidOperationException.</summary>
    public static bool IsAway(Exception fault) => fault is NpgsqlException and not PostgresException { SqlState: [not '5', ..] } || fault is InvalidOperationException { InnerException: NpgsqlException } or TimeoutException;
}
