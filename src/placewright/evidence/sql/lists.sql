WITH "t14" AS (
  SELECT
    *
  FROM (
    SELECT
      "t8"."line",
      "t8"."role",
      "t8"."place",
      "t8"."vintage",
      "t8"."space",
      CAST(CASE
        WHEN "t8"."match" = 'year'
        THEN "t8"."year" + CASE WHEN "t8"."role" = 1 THEN "t8"."lag" ELSE 0 END
        WHEN "t8"."match" = 'base'
        THEN -1
        ELSE "t8"."period"
      END AS INT) AS "slot",
      CASE WHEN "t8"."role" = 0 THEN "t8"."period" ELSE -1 END AS "own",
      "t8"."weight",
      "t8"."value",
      CASE WHEN "t8"."exact" THEN "t8"."value" ELSE "t8"."low" END AS "low",
      CASE WHEN "t8"."exact" THEN "t8"."value" ELSE "t8"."high" END AS "high",
      CASE WHEN "t8"."exact" THEN 4 ELSE "t8"."error" END AS "error",
      "t8"."status",
      "t8"."caveat",
      "t8"."digest"
    FROM (
      SELECT
        "t4"."line",
        "t4"."role",
        "t4"."cell",
        "t4"."weight",
        "t4"."exact",
        "t4"."match",
        "t4"."lag",
        "t4"."base",
        "t4"."restricted",
        "t6"."value",
        "t6"."low",
        "t6"."high",
        "t6"."caveat",
        "t6"."place",
        "t6"."vintage",
        "t6"."space",
        "t6"."period",
        "t6"."year",
        "t6"."status",
        "t6"."error",
        "t6"."asked",
        "t6"."digest"
      FROM "terms" AS "t4"
      INNER JOIN "used_cells" AS "t6"
        ON "t4"."cell" = "t6"."cell"
    ) AS "t8"
    WHERE
      (
        (
          "t8"."match" <> 'base'
        )
        OR (
          "t8"."role" = 0
        )
        OR (
          "t8"."period" = "t8"."base"
        )
      )
      AND (
        "t8"."asked" OR NOT (
          "t8"."restricted"
        )
      )
  ) AS "t10"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t12"."line",
      "t12"."role",
      "t5"."listed" AS "place",
      "t12"."vintage",
      -2 AS "space",
      "t12"."slot",
      "t12"."own",
      "t12"."weight",
      "t12"."value",
      "t12"."low",
      "t12"."high",
      "t12"."error",
      "t12"."status",
      "t12"."caveat",
      "t12"."digest"
    FROM (
      SELECT
        "t9"."line",
        "t9"."role",
        "t9"."place",
        "t9"."vintage",
        "t9"."space",
        CAST(CASE
          WHEN "t9"."match" = 'year'
          THEN "t9"."year" + CASE WHEN "t9"."role" = 1 THEN "t9"."lag" ELSE 0 END
          WHEN "t9"."match" = 'base'
          THEN -1
          ELSE "t9"."period"
        END AS INT) AS "slot",
        CASE WHEN "t9"."role" = 0 THEN "t9"."period" ELSE -1 END AS "own",
        "t9"."weight",
        "t9"."value",
        CASE WHEN "t9"."exact" THEN "t9"."value" ELSE "t9"."low" END AS "low",
        CASE WHEN "t9"."exact" THEN "t9"."value" ELSE "t9"."high" END AS "high",
        CASE WHEN "t9"."exact" THEN 4 ELSE "t9"."error" END AS "error",
        "t9"."status",
        "t9"."caveat",
        "t9"."digest"
      FROM (
        SELECT
          "t7"."line",
          "t7"."role",
          "t7"."cell",
          "t7"."weight",
          "t7"."exact",
          "t7"."match",
          "t7"."lag",
          "t7"."base",
          "t7"."restricted",
          "t6"."value",
          "t6"."low",
          "t6"."high",
          "t6"."caveat",
          "t6"."place",
          "t6"."vintage",
          "t6"."space",
          "t6"."period",
          "t6"."year",
          "t6"."status",
          "t6"."error",
          "t6"."asked",
          "t6"."digest"
        FROM "list_terms" AS "t7"
        INNER JOIN "used_cells" AS "t6"
          ON "t7"."cell" = "t6"."cell"
      ) AS "t9"
      WHERE
        (
          "t9"."match" <> 'base'
        )
        OR (
          "t9"."role" = 0
        )
        OR (
          "t9"."period" = "t9"."base"
        )
    ) AS "t12"
    INNER JOIN "members" AS "t5"
      ON "t12"."place" = "t5"."place"
  ) AS "t13"
)
SELECT
  "t33".*
  EXCLUDE ("d_digest", "digest", "own", "slot", "space")
FROM (
  SELECT
    "t32"."line",
    "t32"."place",
    "t32"."space",
    "t32"."slot",
    "t32"."own",
    "t32"."vintage",
    "t32"."parts",
    "t32"."present",
    "t32"."value",
    "t32"."bound_low",
    "t32"."bound_high",
    "t32"."square",
    "t32"."end_low",
    "t32"."end_high",
    "t32"."marks",
    "t32"."worst",
    "t32"."digest",
    "t32"."caveat",
    "t32"."d_parts",
    "t32"."d_present",
    "t32"."d_value",
    "t32"."d_bound_low",
    "t32"."d_bound_high",
    "t32"."d_square",
    "t32"."d_marks",
    "t32"."d_worst",
    "t32"."d_digest",
    "t32"."d_caveat",
    "t32"."space" = -2 AS "bundled",
    SUBSTRING(
      SHA256(
        CAST("t32"."digest" AS TEXT) || '/' || CAST(COALESCE("t32"."d_digest", 0) AS TEXT)
      ),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(
          SHA256(
            CAST("t32"."digest" AS TEXT) || '/' || CAST(COALESCE("t32"."d_digest", 0) AS TEXT)
          )
        )
      END,
      16
    ) AS "fingerprint",
    "t32"."own" AS "period"
  FROM (
    SELECT
      "t26"."line",
      "t26"."place",
      "t26"."space",
      "t26"."slot",
      "t26"."own",
      "t26"."vintage",
      "t26"."parts",
      "t26"."present",
      "t26"."value",
      "t26"."bound_low",
      "t26"."bound_high",
      "t26"."square",
      "t26"."end_low",
      "t26"."end_high",
      "t26"."marks",
      "t26"."worst",
      "t26"."digest",
      "t22"."caveat",
      "t31"."d_parts",
      "t31"."d_present",
      "t31"."d_value",
      "t31"."d_bound_low",
      "t31"."d_bound_high",
      "t31"."d_square",
      "t31"."d_marks",
      "t31"."d_worst",
      "t31"."d_digest",
      "t31"."d_caveat"
    FROM (
      SELECT
        "t16"."line",
        "t16"."place",
        "t16"."space",
        "t16"."slot",
        "t16"."own",
        MAX("t16"."vintage") AS "vintage",
        COUNT(*) AS "parts",
        COUNT("t16"."value") AS "present",
        SUM("t16"."weight" * "t16"."value") AS "value",
        SUM(
          CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t16"."low" IS NOT NULL
              )
              AND (
                "t16"."high" IS NOT NULL
              )
              AND (
                "t16"."error" = 1
              )
            )
            THEN "t16"."weight" * CASE WHEN "t16"."weight" >= 0 THEN "t16"."low" ELSE "t16"."high" END
            ELSE "t16"."weight" * "t16"."value"
          END
        ) AS "bound_low",
        SUM(
          CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t16"."low" IS NOT NULL
              )
              AND (
                "t16"."high" IS NOT NULL
              )
              AND (
                "t16"."error" = 1
              )
            )
            THEN "t16"."weight" * CASE WHEN "t16"."weight" >= 0 THEN "t16"."high" ELSE "t16"."low" END
            ELSE "t16"."weight" * "t16"."value"
          END
        ) AS "bound_high",
        SUM(
          CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND (
              "t16"."error" = 1
            )
            THEN (
              (
                "t16"."weight" * (
                  "t16"."high" - "t16"."low"
                )
              ) / 2
            ) * (
              (
                "t16"."weight" * (
                  "t16"."high" - "t16"."low"
                )
              ) / 2
            )
            ELSE 0.0
          END
        ) AS "square",
        SUM(
          "t16"."weight" * CASE WHEN "t16"."weight" >= 0 THEN "t16"."low" ELSE "t16"."high" END
        ) AS "end_low",
        SUM(
          "t16"."weight" * CASE WHEN "t16"."weight" >= 0 THEN "t16"."high" ELSE "t16"."low" END
        ) AS "end_high",
        BIT_OR(
          0 + CASE
            WHEN (
              "t16"."value" IS NOT NULL
            )
            AND NOT (
              (
                "t16"."low" IS NOT NULL
              ) AND (
                "t16"."high" IS NOT NULL
              )
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND (
              "t16"."high" > "t16"."low"
            )
            AND (
              (
                "t16"."low" IS NOT NULL
              )
              AND (
                "t16"."high" IS NOT NULL
              )
              AND (
                "t16"."error" = 1
              )
            )
            THEN 2
            ELSE 0
          END + CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND (
              "t16"."high" > "t16"."low"
            )
            AND (
              "t16"."error" = 2
            )
            THEN 4
            ELSE 0
          END + CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND (
              "t16"."high" > "t16"."low"
            )
            AND (
              "t16"."error" = 3
            )
            THEN 8
            ELSE 0
          END + CASE
            WHEN (
              "t16"."low" IS NOT NULL
            )
            AND (
              "t16"."high" IS NOT NULL
            )
            AND (
              "t16"."high" > "t16"."low"
            )
            AND (
              "t16"."error" = 0
            )
            THEN 16
            ELSE 0
          END
        ) AS "marks",
        MAX("t16"."status") AS "worst",
        BIT_XOR("t16"."digest") AS "digest"
      FROM (
        SELECT
          *
        FROM "t14" AS "t15"
        WHERE
          "t15"."role" = 0
      ) AS "t16"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t26"
    LEFT OUTER JOIN (
      SELECT
        "t18"."line",
        "t18"."place",
        "t18"."space",
        "t18"."slot",
        "t18"."own",
        ARRAY_TO_STRING(
          LIST_SORT(ARRAY_AGG(DISTINCT "t18"."caveat") FILTER(WHERE
            "t18"."caveat" IS NOT NULL)),
          ' | '
        ) AS "caveat"
      FROM (
        SELECT
          *
        FROM "t14" AS "t15"
        WHERE
          "t15"."role" = 0 AND "t15"."caveat" IS NOT NULL
      ) AS "t18"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t22"
      ON "t26"."line" = "t22"."line"
      AND "t26"."place" = "t22"."place"
      AND "t26"."space" = "t22"."space"
      AND "t26"."slot" = "t22"."slot"
      AND "t26"."own" = "t22"."own"
    LEFT OUTER JOIN (
      SELECT
        "t29"."line",
        "t29"."place",
        "t29"."space",
        "t29"."slot",
        "t29"."parts" AS "d_parts",
        "t29"."present" AS "d_present",
        "t29"."value" AS "d_value",
        "t29"."bound_low" AS "d_bound_low",
        "t29"."bound_high" AS "d_bound_high",
        "t29"."square" AS "d_square",
        "t29"."marks" AS "d_marks",
        "t29"."worst" AS "d_worst",
        "t29"."digest" AS "d_digest",
        "t29"."caveat" AS "d_caveat"
      FROM (
        SELECT
          "t28".*
          EXCLUDE ("end_high", "end_low", "own", "vintage")
        FROM (
          SELECT
            "t27"."line",
            "t27"."place",
            "t27"."space",
            "t27"."slot",
            "t27"."own",
            "t27"."vintage",
            "t27"."parts",
            "t27"."present",
            "t27"."value",
            "t27"."bound_low",
            "t27"."bound_high",
            "t27"."square",
            "t27"."end_low",
            "t27"."end_high",
            "t27"."marks",
            "t27"."worst",
            "t27"."digest",
            "t23"."caveat"
          FROM (
            SELECT
              "t17"."line",
              "t17"."place",
              "t17"."space",
              "t17"."slot",
              "t17"."own",
              MAX("t17"."vintage") AS "vintage",
              COUNT(*) AS "parts",
              COUNT("t17"."value") AS "present",
              SUM("t17"."weight" * "t17"."value") AS "value",
              SUM(
                CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t17"."low" IS NOT NULL
                    )
                    AND (
                      "t17"."high" IS NOT NULL
                    )
                    AND (
                      "t17"."error" = 1
                    )
                  )
                  THEN "t17"."weight" * CASE WHEN "t17"."weight" >= 0 THEN "t17"."low" ELSE "t17"."high" END
                  ELSE "t17"."weight" * "t17"."value"
                END
              ) AS "bound_low",
              SUM(
                CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t17"."low" IS NOT NULL
                    )
                    AND (
                      "t17"."high" IS NOT NULL
                    )
                    AND (
                      "t17"."error" = 1
                    )
                  )
                  THEN "t17"."weight" * CASE WHEN "t17"."weight" >= 0 THEN "t17"."high" ELSE "t17"."low" END
                  ELSE "t17"."weight" * "t17"."value"
                END
              ) AS "bound_high",
              SUM(
                CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND (
                    "t17"."error" = 1
                  )
                  THEN (
                    (
                      "t17"."weight" * (
                        "t17"."high" - "t17"."low"
                      )
                    ) / 2
                  ) * (
                    (
                      "t17"."weight" * (
                        "t17"."high" - "t17"."low"
                      )
                    ) / 2
                  )
                  ELSE 0.0
                END
              ) AS "square",
              SUM(
                "t17"."weight" * CASE WHEN "t17"."weight" >= 0 THEN "t17"."low" ELSE "t17"."high" END
              ) AS "end_low",
              SUM(
                "t17"."weight" * CASE WHEN "t17"."weight" >= 0 THEN "t17"."high" ELSE "t17"."low" END
              ) AS "end_high",
              BIT_OR(
                0 + CASE
                  WHEN (
                    "t17"."value" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t17"."low" IS NOT NULL
                    ) AND (
                      "t17"."high" IS NOT NULL
                    )
                  )
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND (
                    "t17"."high" > "t17"."low"
                  )
                  AND (
                    (
                      "t17"."low" IS NOT NULL
                    )
                    AND (
                      "t17"."high" IS NOT NULL
                    )
                    AND (
                      "t17"."error" = 1
                    )
                  )
                  THEN 2
                  ELSE 0
                END + CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND (
                    "t17"."high" > "t17"."low"
                  )
                  AND (
                    "t17"."error" = 2
                  )
                  THEN 4
                  ELSE 0
                END + CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND (
                    "t17"."high" > "t17"."low"
                  )
                  AND (
                    "t17"."error" = 3
                  )
                  THEN 8
                  ELSE 0
                END + CASE
                  WHEN (
                    "t17"."low" IS NOT NULL
                  )
                  AND (
                    "t17"."high" IS NOT NULL
                  )
                  AND (
                    "t17"."high" > "t17"."low"
                  )
                  AND (
                    "t17"."error" = 0
                  )
                  THEN 16
                  ELSE 0
                END
              ) AS "marks",
              MAX("t17"."status") AS "worst",
              BIT_XOR("t17"."digest") AS "digest"
            FROM (
              SELECT
                *
              FROM "t14" AS "t15"
              WHERE
                "t15"."role" = 1
            ) AS "t17"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t27"
          LEFT OUTER JOIN (
            SELECT
              "t19"."line",
              "t19"."place",
              "t19"."space",
              "t19"."slot",
              "t19"."own",
              ARRAY_TO_STRING(
                LIST_SORT(ARRAY_AGG(DISTINCT "t19"."caveat") FILTER(WHERE
                  "t19"."caveat" IS NOT NULL)),
                ' | '
              ) AS "caveat"
            FROM (
              SELECT
                *
              FROM "t14" AS "t15"
              WHERE
                "t15"."role" = 1 AND "t15"."caveat" IS NOT NULL
            ) AS "t19"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t23"
            ON "t27"."line" = "t23"."line"
            AND "t27"."place" = "t23"."place"
            AND "t27"."space" = "t23"."space"
            AND "t27"."slot" = "t23"."slot"
            AND "t27"."own" = "t23"."own"
        ) AS "t28"
      ) AS "t29"
    ) AS "t31"
      ON "t26"."line" = "t31"."line"
      AND "t26"."place" = "t31"."place"
      AND "t26"."space" = "t31"."space"
      AND "t26"."slot" = "t31"."slot"
  ) AS "t32"
) AS "t33"
