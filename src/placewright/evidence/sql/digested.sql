SELECT
  "t1"."cell",
  "t1"."value",
  "t1"."low",
  "t1"."high",
  "t1"."caveat",
  "t1"."place",
  "t1"."vintage",
  "t1"."space",
  "t1"."period",
  "t1"."year",
  "t1"."status",
  "t1"."error",
  "t1"."asked",
  "t1"."digest"
FROM (
  SELECT
    "t0"."cell",
    "t0"."value",
    "t0"."low",
    "t0"."high",
    "t0"."caveat",
    "t0"."place",
    "t0"."vintage",
    "t0"."space",
    "t0"."period",
    "t0"."year",
    "t0"."status",
    "t0"."error",
    "t0"."asked",
    "t0"."of_dataset",
    "t0"."of_place",
    "t0"."of_vintage",
    "t0"."of_period",
    "t0"."of_cell",
    "t0"."of_status",
    "t0"."of_value",
    "t0"."of_low",
    "t0"."of_high",
    CAST('0x' || SUBSTRING(
      SUBSTRING(
        SHA256(
          "t0"."of_dataset" || "t0"."of_place" || "t0"."of_vintage" || "t0"."of_period" || "t0"."of_cell" || "t0"."of_status" || "t0"."of_value" || "t0"."of_low" || "t0"."of_high"
        ),
        CASE
          WHEN (
            0 + 1
          ) >= 1
          THEN 0 + 1
          ELSE 0 + 1 + LENGTH(
            SHA256(
              "t0"."of_dataset" || "t0"."of_place" || "t0"."of_vintage" || "t0"."of_period" || "t0"."of_cell" || "t0"."of_status" || "t0"."of_value" || "t0"."of_low" || "t0"."of_high"
            )
          )
        END,
        16
      ),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(
          SUBSTRING(
            SHA256(
              "t0"."of_dataset" || "t0"."of_place" || "t0"."of_vintage" || "t0"."of_period" || "t0"."of_cell" || "t0"."of_status" || "t0"."of_value" || "t0"."of_low" || "t0"."of_high"
            ),
            CASE
              WHEN (
                0 + 1
              ) >= 1
              THEN 0 + 1
              ELSE 0 + 1 + LENGTH(
                SHA256(
                  "t0"."of_dataset" || "t0"."of_place" || "t0"."of_vintage" || "t0"."of_period" || "t0"."of_cell" || "t0"."of_status" || "t0"."of_value" || "t0"."of_low" || "t0"."of_high"
                )
              )
            END,
            16
          )
        )
      END,
      15
    ) AS BIGINT) AS "digest"
  FROM "cells" AS "t0"
) AS "t1"
