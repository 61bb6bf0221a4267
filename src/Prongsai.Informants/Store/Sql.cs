using Npgsql;
using NpgsqlTypes;

namespace Prongsai.Informants.Store;

/// <summary>Short words for the few ways the wall speaks to its database.</summary>
internal static class Sql
{
    /// <summary>A null of a uuid column.</summary>
    public static readonly object NoId = DBNull.Value;

    public static NpgsqlCommand Command(this InformantsDatabase database, string sql, params object[] values) => With(database.Source.CreateCommand(sql), values);

    public static async Task<int> Run(this InformantsDatabase database, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = database.Command(sql, values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<int> Run(this NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = With(new NpgsqlCommand(sql, connection), values);
        return await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task<IReadOnlyList<T>> List<T>(this InformantsDatabase database, string sql, Func<NpgsqlDataReader, T> row, CancellationToken stop, params object[] values)
    {
        await using var command = database.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    public static byte[] Bytes(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);

    public static DateOnly Day(this NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateOnly>(column);

    public static DateOnly? DayOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    public static Guid? IdOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static NpgsqlCommand With(NpgsqlCommand command, object[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Uuid } : new NpgsqlParameter { Value = value });
        }
        return command;
    }
}
