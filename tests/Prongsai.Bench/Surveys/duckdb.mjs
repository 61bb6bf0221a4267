// The peer: DuckDB counts the same answers from a table of its own. Arguments: the file of answers (CSV), threads, runs. Prints milliseconds.
import { DuckDBInstance } from "@duckdb/node-api";

const [file, threads, runs] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(":memory:", { threads })).connect();
const columns = Array.from({ length: 24 }, (_, i) => `q${i + 1}`);
await connection.run(`create table answers (organisation integer, ${columns.map(c => `${c} utinyint`).join(", ")})`);
await connection.run(`copy answers from '${file}' (header false)`);

const ways = {
  histogram: `select organisation, ${columns.map(c => `histogram(${c})`).join(", ")} from answers group by organisation`,
  unpivot: `select organisation, question, choice, count(*) from (unpivot answers on ${columns.join(", ")} into name question value choice) group by all`,
};
const result = { version: (await (await connection.runAndReadAll("select version()")).getRows())[0][0] };
for (const [name, sql] of Object.entries(ways)) {
  const times = [];
  for (let run = 0; run <= runs; run++) {
    const began = process.hrtime.bigint();
    const chunks = await (await connection.run(sql)).fetchAllChunks();
    const took = Number(process.hrtime.bigint() - began) / 1e6;
    if (chunks.length === 0) throw new Error(`${name} gave nothing`);
    if (run > 0) times.push(took); // the first warms up
  }
  result[name] = times;
}
console.log(JSON.stringify(result));
