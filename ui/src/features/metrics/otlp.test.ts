import { expect, test } from "vitest";
import { pointsOf, pointsText } from "./otlp";

test("points are one line, and back", () => {
  const points = { metric: "http.requests", where: { "http.route": "/pay", status: "5*" } };
  expect(pointsText(points)).toBe("http.requests http.route=/pay status=5*");
  expect(pointsOf(pointsText(points))).toEqual(points);
  expect(pointsOf("  http.requests ")).toEqual({ metric: "http.requests" });
  expect(pointsOf("a query=b=c error.type")).toEqual({
    metric: "a",
    where: { query: "b=c", "error.type": "*" },
  });
  expect(pointsText(undefined)).toBe("");
  expect(pointsOf("")).toEqual({ metric: "" });
});
