WITH "t24" AS (
  SELECT
    *
  FROM (
    SELECT
      "t12"."line",
      "t12"."role",
      "t12"."place",
      "t12"."vintage",
      "t12"."space",
      CAST(CASE
        WHEN "t12"."match" = 'year'
        THEN "t12"."year" + CASE WHEN "t12"."role" = 1 THEN "t12"."lag" ELSE 0 END
        WHEN "t12"."match" = 'base'
        THEN -1
        ELSE "t12"."period"
      END AS INT) AS "slot",
      CASE WHEN "t12"."role" = 0 THEN "t12"."period" ELSE -1 END AS "own",
      "t12"."weight",
      "t12"."value",
      CASE WHEN "t12"."exact" THEN "t12"."value" ELSE "t12"."low" END AS "low",
      CASE WHEN "t12"."exact" THEN "t12"."value" ELSE "t12"."high" END AS "high",
      CASE WHEN "t12"."exact" THEN 4 ELSE "t12"."error" END AS "error",
      "t12"."status",
      "t12"."caveat",
      "t12"."digest"
    FROM (
      SELECT
        "t5"."line",
        "t5"."role",
        "t5"."cell",
        "t5"."weight",
        "t5"."exact",
        "t5"."match",
        "t5"."lag",
        "t5"."base",
        "t5"."restricted",
        "t7"."value",
        "t7"."low",
        "t7"."high",
        "t7"."caveat",
        "t7"."place",
        "t7"."vintage",
        "t7"."space",
        "t7"."period",
        "t7"."year",
        "t7"."status",
        "t7"."error",
        "t7"."asked",
        "t7"."digest"
      FROM "terms" AS "t5"
      INNER JOIN "used_cells" AS "t7"
        ON "t5"."cell" = "t7"."cell"
    ) AS "t12"
    WHERE
      (
        (
          "t12"."match" <> 'base'
        )
        OR (
          "t12"."role" = 0
        )
        OR (
          "t12"."period" = "t12"."base"
        )
      )
      AND (
        "t12"."asked" OR NOT (
          "t12"."restricted"
        )
      )
  ) AS "t19"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t22"."line",
      "t22"."role",
      "t6"."listed" AS "place",
      "t22"."vintage",
      -2 AS "space",
      "t22"."slot",
      "t22"."own",
      "t22"."weight",
      "t22"."value",
      "t22"."low",
      "t22"."high",
      "t22"."error",
      "t22"."status",
      "t22"."caveat",
      "t22"."digest"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t13"."line",
          "t13"."role",
          "t13"."place",
          "t13"."vintage",
          "t13"."space",
          CAST(CASE
            WHEN "t13"."match" = 'year'
            THEN "t13"."year" + CASE WHEN "t13"."role" = 1 THEN "t13"."lag" ELSE 0 END
            WHEN "t13"."match" = 'base'
            THEN -1
            ELSE "t13"."period"
          END AS INT) AS "slot",
          CASE WHEN "t13"."role" = 0 THEN "t13"."period" ELSE -1 END AS "own",
          "t13"."weight",
          "t13"."value",
          CASE WHEN "t13"."exact" THEN "t13"."value" ELSE "t13"."low" END AS "low",
          CASE WHEN "t13"."exact" THEN "t13"."value" ELSE "t13"."high" END AS "high",
          CASE WHEN "t13"."exact" THEN 4 ELSE "t13"."error" END AS "error",
          "t13"."status",
          "t13"."caveat",
          "t13"."digest"
        FROM (
          SELECT
            "t8"."line",
            "t8"."role",
            "t8"."cell",
            "t8"."weight",
            "t8"."exact",
            "t8"."match",
            "t8"."lag",
            "t8"."base",
            "t8"."restricted",
            "t7"."value",
            "t7"."low",
            "t7"."high",
            "t7"."caveat",
            "t7"."place",
            "t7"."vintage",
            "t7"."space",
            "t7"."period",
            "t7"."year",
            "t7"."status",
            "t7"."error",
            "t7"."asked",
            "t7"."digest"
          FROM "list_terms" AS "t8"
          INNER JOIN "used_cells" AS "t7"
            ON "t8"."cell" = "t7"."cell"
        ) AS "t13"
        WHERE
          (
            "t13"."match" <> 'base'
          )
          OR (
            "t13"."role" = 0
          )
          OR (
            "t13"."period" = "t13"."base"
          )
      ) AS "t20"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t14"."line",
            "t14"."role",
            "t14"."place",
            "t14"."vintage",
            "t14"."space",
            "t14"."slot",
            "t14"."own",
            "t14"."weight",
            "t14"."value",
            "t14"."low",
            "t14"."high",
            "t14"."error",
            "t14"."status",
            "t14"."caveat",
            "t14"."digest"
          FROM (
            SELECT
              "t9"."line",
              "t7"."place",
              "t7"."vintage",
              "t7"."space",
              "t7"."period" AS "slot",
              1.0 AS "weight",
              0 AS "role",
              "t7"."period" AS "own",
              "t7"."value" * "t11"."size" AS "value",
              "t7"."low" * "t11"."size" AS "low",
              "t7"."high" * "t11"."size" AS "high",
              "t7"."error",
              "t7"."status",
              "t7"."caveat",
              "t7"."digest"
            FROM "weighted" AS "t9"
            INNER JOIN "used_cells" AS "t7"
              ON "t9"."cell" = "t7"."cell"
            LEFT OUTER JOIN (
              SELECT
                "t2"."cell" AS "weight_cell",
                "t2"."place",
                "t2"."space",
                "t2"."year",
                "t2"."value" AS "size",
                "t2"."digest" AS "weight_digest",
                "t2"."caveat" AS "weight_caveat",
                "t2"."status" AS "weight_status"
              FROM "used_cells" AS "t2"
            ) AS "t11"
              ON "t9"."weight_cell" = "t11"."weight_cell"
              AND "t7"."place" = "t11"."place"
              AND "t7"."space" = "t11"."space"
              AND "t7"."year" = "t11"."year"
          ) AS "t14"
        ) AS "t16"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t15"."line",
            "t15"."role",
            "t15"."place",
            "t15"."vintage",
            "t15"."space",
            "t15"."slot",
            "t15"."own",
            "t15"."weight",
            "t15"."value",
            "t15"."low",
            "t15"."high",
            "t15"."error",
            "t15"."status",
            "t15"."caveat",
            "t15"."digest"
          FROM (
            SELECT
              "t9"."line",
              "t7"."place",
              "t7"."vintage",
              "t7"."space",
              "t7"."period" AS "slot",
              1.0 AS "weight",
              1 AS "role",
              -1 AS "own",
              CASE WHEN "t7"."value" IS NULL THEN CAST(NULL AS DOUBLE) ELSE "t11"."size" END AS "value",
              "t11"."size" AS "low",
              "t11"."size" AS "high",
              4 AS "error",
              COALESCE("t11"."weight_status", 4) AS "status",
              "t11"."weight_caveat" AS "caveat",
              COALESCE("t11"."weight_digest", 0) AS "digest"
            FROM "weighted" AS "t9"
            INNER JOIN "used_cells" AS "t7"
              ON "t9"."cell" = "t7"."cell"
            LEFT OUTER JOIN (
              SELECT
                "t2"."cell" AS "weight_cell",
                "t2"."place",
                "t2"."space",
                "t2"."year",
                "t2"."value" AS "size",
                "t2"."digest" AS "weight_digest",
                "t2"."caveat" AS "weight_caveat",
                "t2"."status" AS "weight_status"
              FROM "used_cells" AS "t2"
            ) AS "t11"
              ON "t9"."weight_cell" = "t11"."weight_cell"
              AND "t7"."place" = "t11"."place"
              AND "t7"."space" = "t11"."space"
              AND "t7"."year" = "t11"."year"
          ) AS "t15"
        ) AS "t17"
      ) AS "t18"
    ) AS "t22"
    INNER JOIN "members" AS "t6"
      ON "t22"."place" = "t6"."place"
  ) AS "t23"
)
SELECT
  "t43".*
  EXCLUDE ("d_digest", "digest", "own", "slot", "space")
FROM (
  SELECT
    "t42"."line",
    "t42"."place",
    "t42"."space",
    "t42"."slot",
    "t42"."own",
    "t42"."vintage",
    "t42"."parts",
    "t42"."present",
    "t42"."value",
    "t42"."bound_low",
    "t42"."bound_high",
    "t42"."square",
    "t42"."end_low",
    "t42"."end_high",
    "t42"."marks",
    "t42"."worst",
    "t42"."digest",
    "t42"."caveat",
    "t42"."d_parts",
    "t42"."d_present",
    "t42"."d_value",
    "t42"."d_bound_low",
    "t42"."d_bound_high",
    "t42"."d_square",
    "t42"."d_marks",
    "t42"."d_worst",
    "t42"."d_digest",
    "t42"."d_caveat",
    "t42"."space" = -2 AS "bundled",
    SUBSTRING(
      SHA256(
        CAST("t42"."digest" AS TEXT) || '/' || CAST(COALESCE("t42"."d_digest", 0) AS TEXT)
      ),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(
          SHA256(
            CAST("t42"."digest" AS TEXT) || '/' || CAST(COALESCE("t42"."d_digest", 0) AS TEXT)
          )
        )
      END,
      16
    ) AS "fingerprint",
    "t42"."own" AS "period"
  FROM (
    SELECT
      "t36"."line",
      "t36"."place",
      "t36"."space",
      "t36"."slot",
      "t36"."own",
      "t36"."vintage",
      "t36"."parts",
      "t36"."present",
      "t36"."value",
      "t36"."bound_low",
      "t36"."bound_high",
      "t36"."square",
      "t36"."end_low",
      "t36"."end_high",
      "t36"."marks",
      "t36"."worst",
      "t36"."digest",
      "t32"."caveat",
      "t41"."d_parts",
      "t41"."d_present",
      "t41"."d_value",
      "t41"."d_bound_low",
      "t41"."d_bound_high",
      "t41"."d_square",
      "t41"."d_marks",
      "t41"."d_worst",
      "t41"."d_digest",
      "t41"."d_caveat"
    FROM (
      SELECT
        "t26"."line",
        "t26"."place",
        "t26"."space",
        "t26"."slot",
        "t26"."own",
        MAX("t26"."vintage") AS "vintage",
        COUNT(*) AS "parts",
        COUNT("t26"."value") AS "present",
        SUM("t26"."weight" * "t26"."value") AS "value",
        SUM(
          CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t26"."low" IS NOT NULL
              )
              AND (
                "t26"."high" IS NOT NULL
              )
              AND (
                "t26"."error" = 1
              )
            )
            THEN "t26"."weight" * CASE WHEN "t26"."weight" >= 0 THEN "t26"."low" ELSE "t26"."high" END
            ELSE "t26"."weight" * "t26"."value"
          END
        ) AS "bound_low",
        SUM(
          CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t26"."low" IS NOT NULL
              )
              AND (
                "t26"."high" IS NOT NULL
              )
              AND (
                "t26"."error" = 1
              )
            )
            THEN "t26"."weight" * CASE WHEN "t26"."weight" >= 0 THEN "t26"."high" ELSE "t26"."low" END
            ELSE "t26"."weight" * "t26"."value"
          END
        ) AS "bound_high",
        SUM(
          CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND (
              "t26"."error" = 1
            )
            THEN (
              (
                "t26"."weight" * (
                  "t26"."high" - "t26"."low"
                )
              ) / 2
            ) * (
              (
                "t26"."weight" * (
                  "t26"."high" - "t26"."low"
                )
              ) / 2
            )
            ELSE 0.0
          END
        ) AS "square",
        SUM(
          "t26"."weight" * CASE WHEN "t26"."weight" >= 0 THEN "t26"."low" ELSE "t26"."high" END
        ) AS "end_low",
        SUM(
          "t26"."weight" * CASE WHEN "t26"."weight" >= 0 THEN "t26"."high" ELSE "t26"."low" END
        ) AS "end_high",
        BIT_OR(
          0 + CASE
            WHEN (
              "t26"."value" IS NOT NULL
            )
            AND NOT (
              (
                "t26"."low" IS NOT NULL
              ) AND (
                "t26"."high" IS NOT NULL
              )
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND (
              "t26"."high" > "t26"."low"
            )
            AND (
              (
                "t26"."low" IS NOT NULL
              )
              AND (
                "t26"."high" IS NOT NULL
              )
              AND (
                "t26"."error" = 1
              )
            )
            THEN 2
            ELSE 0
          END + CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND (
              "t26"."high" > "t26"."low"
            )
            AND (
              "t26"."error" = 2
            )
            THEN 4
            ELSE 0
          END + CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND (
              "t26"."high" > "t26"."low"
            )
            AND (
              "t26"."error" = 3
            )
            THEN 8
            ELSE 0
          END + CASE
            WHEN (
              "t26"."low" IS NOT NULL
            )
            AND (
              "t26"."high" IS NOT NULL
            )
            AND (
              "t26"."high" > "t26"."low"
            )
            AND (
              "t26"."error" = 0
            )
            THEN 16
            ELSE 0
          END
        ) AS "marks",
        MAX("t26"."status") AS "worst",
        BIT_XOR("t26"."digest") AS "digest"
      FROM (
        SELECT
          *
        FROM "t24" AS "t25"
        WHERE
          "t25"."role" = 0
      ) AS "t26"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t36"
    LEFT OUTER JOIN (
      SELECT
        "t28"."line",
        "t28"."place",
        "t28"."space",
        "t28"."slot",
        "t28"."own",
        ARRAY_TO_STRING(
          LIST_SORT(ARRAY_AGG(DISTINCT "t28"."caveat") FILTER(WHERE
            "t28"."caveat" IS NOT NULL)),
          ' | '
        ) AS "caveat"
      FROM (
        SELECT
          *
        FROM "t24" AS "t25"
        WHERE
          "t25"."role" = 0 AND "t25"."caveat" IS NOT NULL
      ) AS "t28"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t32"
      ON "t36"."line" = "t32"."line"
      AND "t36"."place" = "t32"."place"
      AND "t36"."space" = "t32"."space"
      AND "t36"."slot" = "t32"."slot"
      AND "t36"."own" = "t32"."own"
    LEFT OUTER JOIN (
      SELECT
        "t39"."line",
        "t39"."place",
        "t39"."space",
        "t39"."slot",
        "t39"."parts" AS "d_parts",
        "t39"."present" AS "d_present",
        "t39"."value" AS "d_value",
        "t39"."bound_low" AS "d_bound_low",
        "t39"."bound_high" AS "d_bound_high",
        "t39"."square" AS "d_square",
        "t39"."marks" AS "d_marks",
        "t39"."worst" AS "d_worst",
        "t39"."digest" AS "d_digest",
        "t39"."caveat" AS "d_caveat"
      FROM (
        SELECT
          "t38".*
          EXCLUDE ("end_high", "end_low", "own", "vintage")
        FROM (
          SELECT
            "t37"."line",
            "t37"."place",
            "t37"."space",
            "t37"."slot",
            "t37"."own",
            "t37"."vintage",
            "t37"."parts",
            "t37"."present",
            "t37"."value",
            "t37"."bound_low",
            "t37"."bound_high",
            "t37"."square",
            "t37"."end_low",
            "t37"."end_high",
            "t37"."marks",
            "t37"."worst",
            "t37"."digest",
            "t33"."caveat"
          FROM (
            SELECT
              "t27"."line",
              "t27"."place",
              "t27"."space",
              "t27"."slot",
              "t27"."own",
              MAX("t27"."vintage") AS "vintage",
              COUNT(*) AS "parts",
              COUNT("t27"."value") AS "present",
              SUM("t27"."weight" * "t27"."value") AS "value",
              SUM(
                CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t27"."low" IS NOT NULL
                    )
                    AND (
                      "t27"."high" IS NOT NULL
                    )
                    AND (
                      "t27"."error" = 1
                    )
                  )
                  THEN "t27"."weight" * CASE WHEN "t27"."weight" >= 0 THEN "t27"."low" ELSE "t27"."high" END
                  ELSE "t27"."weight" * "t27"."value"
                END
              ) AS "bound_low",
              SUM(
                CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t27"."low" IS NOT NULL
                    )
                    AND (
                      "t27"."high" IS NOT NULL
                    )
                    AND (
                      "t27"."error" = 1
                    )
                  )
                  THEN "t27"."weight" * CASE WHEN "t27"."weight" >= 0 THEN "t27"."high" ELSE "t27"."low" END
                  ELSE "t27"."weight" * "t27"."value"
                END
              ) AS "bound_high",
              SUM(
                CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND (
                    "t27"."error" = 1
                  )
                  THEN (
                    (
                      "t27"."weight" * (
                        "t27"."high" - "t27"."low"
                      )
                    ) / 2
                  ) * (
                    (
                      "t27"."weight" * (
                        "t27"."high" - "t27"."low"
                      )
                    ) / 2
                  )
                  ELSE 0.0
                END
              ) AS "square",
              SUM(
                "t27"."weight" * CASE WHEN "t27"."weight" >= 0 THEN "t27"."low" ELSE "t27"."high" END
              ) AS "end_low",
              SUM(
                "t27"."weight" * CASE WHEN "t27"."weight" >= 0 THEN "t27"."high" ELSE "t27"."low" END
              ) AS "end_high",
              BIT_OR(
                0 + CASE
                  WHEN (
                    "t27"."value" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t27"."low" IS NOT NULL
                    ) AND (
                      "t27"."high" IS NOT NULL
                    )
                  )
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND (
                    "t27"."high" > "t27"."low"
                  )
                  AND (
                    (
                      "t27"."low" IS NOT NULL
                    )
                    AND (
                      "t27"."high" IS NOT NULL
                    )
                    AND (
                      "t27"."error" = 1
                    )
                  )
                  THEN 2
                  ELSE 0
                END + CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND (
                    "t27"."high" > "t27"."low"
                  )
                  AND (
                    "t27"."error" = 2
                  )
                  THEN 4
                  ELSE 0
                END + CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND (
                    "t27"."high" > "t27"."low"
                  )
                  AND (
                    "t27"."error" = 3
                  )
                  THEN 8
                  ELSE 0
                END + CASE
                  WHEN (
                    "t27"."low" IS NOT NULL
                  )
                  AND (
                    "t27"."high" IS NOT NULL
                  )
                  AND (
                    "t27"."high" > "t27"."low"
                  )
                  AND (
                    "t27"."error" = 0
                  )
                  THEN 16
                  ELSE 0
                END
              ) AS "marks",
              MAX("t27"."status") AS "worst",
              BIT_XOR("t27"."digest") AS "digest"
            FROM (
              SELECT
                *
              FROM "t24" AS "t25"
              WHERE
                "t25"."role" = 1
            ) AS "t27"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t37"
          LEFT OUTER JOIN (
            SELECT
              "t29"."line",
              "t29"."place",
              "t29"."space",
              "t29"."slot",
              "t29"."own",
              ARRAY_TO_STRING(
                LIST_SORT(ARRAY_AGG(DISTINCT "t29"."caveat") FILTER(WHERE
                  "t29"."caveat" IS NOT NULL)),
                ' | '
              ) AS "caveat"
            FROM (
              SELECT
                *
              FROM "t24" AS "t25"
              WHERE
                "t25"."role" = 1 AND "t25"."caveat" IS NOT NULL
            ) AS "t29"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t33"
            ON "t37"."line" = "t33"."line"
            AND "t37"."place" = "t33"."place"
            AND "t37"."space" = "t33"."space"
            AND "t37"."slot" = "t33"."slot"
            AND "t37"."own" = "t33"."own"
        ) AS "t38"
      ) AS "t39"
    ) AS "t41"
      ON "t36"."line" = "t41"."line"
      AND "t36"."place" = "t41"."place"
      AND "t36"."space" = "t41"."space"
      AND "t36"."slot" = "t41"."slot"
  ) AS "t42"
) AS "t43"
