WITH "t4" AS (
  SELECT
    "t2"."line",
    "t2"."role",
    "t2"."cell",
    "t2"."weight",
    "t2"."exact",
    "t2"."match",
    "t2"."lag",
    "t2"."base",
    "t2"."restricted",
    "t3"."value",
    "t3"."low",
    "t3"."high",
    "t3"."caveat",
    "t3"."place",
    "t3"."vintage",
    "t3"."space",
    "t3"."period",
    "t3"."year",
    "t3"."status",
    "t3"."error",
    "t3"."asked",
    "t3"."digest"
  FROM "terms" AS "t2"
  INNER JOIN "used_cells" AS "t3"
    ON "t2"."cell" = "t3"."cell"
)
SELECT
  "t23".*
  EXCLUDE ("d_digest", "digest", "own", "slot", "space")
FROM (
  SELECT
    "t22"."line",
    "t22"."place",
    "t22"."space",
    "t22"."slot",
    "t22"."own",
    "t22"."vintage",
    "t22"."parts",
    "t22"."present",
    "t22"."value",
    "t22"."bound_low",
    "t22"."bound_high",
    "t22"."square",
    "t22"."end_low",
    "t22"."end_high",
    "t22"."marks",
    "t22"."worst",
    "t22"."digest",
    "t22"."caveat",
    "t22"."d_parts",
    "t22"."d_present",
    "t22"."d_value",
    "t22"."d_bound_low",
    "t22"."d_bound_high",
    "t22"."d_square",
    "t22"."d_marks",
    "t22"."d_worst",
    "t22"."d_digest",
    "t22"."d_caveat",
    "t22"."space" = -2 AS "bundled",
    SUBSTRING(
      SHA256(
        CAST("t22"."digest" AS TEXT) || '/' || CAST(COALESCE("t22"."d_digest", 0) AS TEXT)
      ),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(
          SHA256(
            CAST("t22"."digest" AS TEXT) || '/' || CAST(COALESCE("t22"."d_digest", 0) AS TEXT)
          )
        )
      END,
      16
    ) AS "fingerprint",
    "t22"."own" AS "period"
  FROM (
    SELECT
      "t16"."line",
      "t16"."place",
      "t16"."space",
      "t16"."slot",
      "t16"."own",
      "t16"."vintage",
      "t16"."parts",
      "t16"."present",
      "t16"."value",
      "t16"."bound_low",
      "t16"."bound_high",
      "t16"."square",
      "t16"."end_low",
      "t16"."end_high",
      "t16"."marks",
      "t16"."worst",
      "t16"."digest",
      "t12"."caveat",
      "t21"."d_parts",
      "t21"."d_present",
      "t21"."d_value",
      "t21"."d_bound_low",
      "t21"."d_bound_high",
      "t21"."d_square",
      "t21"."d_marks",
      "t21"."d_worst",
      "t21"."d_digest",
      "t21"."d_caveat"
    FROM (
      SELECT
        "t6"."line",
        "t6"."place",
        "t6"."space",
        "t6"."slot",
        "t6"."own",
        MAX("t6"."vintage") AS "vintage",
        COUNT(*) AS "parts",
        COUNT("t6"."value") AS "present",
        SUM("t6"."weight" * "t6"."value") AS "value",
        SUM(
          CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t6"."low" IS NOT NULL
              )
              AND (
                "t6"."high" IS NOT NULL
              )
              AND (
                "t6"."error" = 1
              )
            )
            THEN "t6"."weight" * CASE WHEN "t6"."weight" >= 0 THEN "t6"."low" ELSE "t6"."high" END
            ELSE "t6"."weight" * "t6"."value"
          END
        ) AS "bound_low",
        SUM(
          CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND NOT (
              (
                "t6"."low" IS NOT NULL
              )
              AND (
                "t6"."high" IS NOT NULL
              )
              AND (
                "t6"."error" = 1
              )
            )
            THEN "t6"."weight" * CASE WHEN "t6"."weight" >= 0 THEN "t6"."high" ELSE "t6"."low" END
            ELSE "t6"."weight" * "t6"."value"
          END
        ) AS "bound_high",
        SUM(
          CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND (
              "t6"."error" = 1
            )
            THEN (
              (
                "t6"."weight" * (
                  "t6"."high" - "t6"."low"
                )
              ) / 2
            ) * (
              (
                "t6"."weight" * (
                  "t6"."high" - "t6"."low"
                )
              ) / 2
            )
            ELSE 0.0
          END
        ) AS "square",
        SUM(
          "t6"."weight" * CASE WHEN "t6"."weight" >= 0 THEN "t6"."low" ELSE "t6"."high" END
        ) AS "end_low",
        SUM(
          "t6"."weight" * CASE WHEN "t6"."weight" >= 0 THEN "t6"."high" ELSE "t6"."low" END
        ) AS "end_high",
        BIT_OR(
          0 + CASE
            WHEN (
              "t6"."value" IS NOT NULL
            )
            AND NOT (
              (
                "t6"."low" IS NOT NULL
              ) AND (
                "t6"."high" IS NOT NULL
              )
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND (
              "t6"."high" > "t6"."low"
            )
            AND (
              (
                "t6"."low" IS NOT NULL
              )
              AND (
                "t6"."high" IS NOT NULL
              )
              AND (
                "t6"."error" = 1
              )
            )
            THEN 2
            ELSE 0
          END + CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND (
              "t6"."high" > "t6"."low"
            )
            AND (
              "t6"."error" = 2
            )
            THEN 4
            ELSE 0
          END + CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND (
              "t6"."high" > "t6"."low"
            )
            AND (
              "t6"."error" = 3
            )
            THEN 8
            ELSE 0
          END + CASE
            WHEN (
              "t6"."low" IS NOT NULL
            )
            AND (
              "t6"."high" IS NOT NULL
            )
            AND (
              "t6"."high" > "t6"."low"
            )
            AND (
              "t6"."error" = 0
            )
            THEN 16
            ELSE 0
          END
        ) AS "marks",
        MAX("t6"."status") AS "worst",
        BIT_XOR("t6"."digest") AS "digest"
      FROM (
        SELECT
          "t5"."line",
          "t5"."role",
          "t5"."place",
          "t5"."vintage",
          "t5"."space",
          CAST(CASE
            WHEN "t5"."match" = 'year'
            THEN "t5"."year" + CASE WHEN "t5"."role" = 1 THEN "t5"."lag" ELSE 0 END
            WHEN "t5"."match" = 'base'
            THEN -1
            ELSE "t5"."period"
          END AS INT) AS "slot",
          CASE WHEN "t5"."role" = 0 THEN "t5"."period" ELSE -1 END AS "own",
          "t5"."weight",
          "t5"."value",
          CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."low" END AS "low",
          CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."high" END AS "high",
          CASE WHEN "t5"."exact" THEN 4 ELSE "t5"."error" END AS "error",
          "t5"."status",
          "t5"."caveat",
          "t5"."digest"
        FROM "t4" AS "t5"
        WHERE
          (
            (
              "t5"."match" <> 'base'
            )
            OR (
              "t5"."role" = 0
            )
            OR (
              "t5"."period" = "t5"."base"
            )
          )
          AND (
            "t5"."asked" OR NOT (
              "t5"."restricted"
            )
          )
          AND "t5"."role" = 0
      ) AS "t6"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t16"
    LEFT OUTER JOIN (
      SELECT
        "t7"."line",
        "t7"."place",
        "t7"."space",
        "t7"."slot",
        "t7"."own",
        ARRAY_TO_STRING(
          LIST_SORT(ARRAY_AGG(DISTINCT "t7"."caveat") FILTER(WHERE
            "t7"."caveat" IS NOT NULL)),
          ' | '
        ) AS "caveat"
      FROM (
        SELECT
          "t5"."line",
          "t5"."role",
          "t5"."place",
          "t5"."vintage",
          "t5"."space",
          CAST(CASE
            WHEN "t5"."match" = 'year'
            THEN "t5"."year" + CASE WHEN "t5"."role" = 1 THEN "t5"."lag" ELSE 0 END
            WHEN "t5"."match" = 'base'
            THEN -1
            ELSE "t5"."period"
          END AS INT) AS "slot",
          CASE WHEN "t5"."role" = 0 THEN "t5"."period" ELSE -1 END AS "own",
          "t5"."weight",
          "t5"."value",
          CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."low" END AS "low",
          CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."high" END AS "high",
          CASE WHEN "t5"."exact" THEN 4 ELSE "t5"."error" END AS "error",
          "t5"."status",
          "t5"."caveat",
          "t5"."digest"
        FROM "t4" AS "t5"
        WHERE
          (
            (
              "t5"."match" <> 'base'
            )
            OR (
              "t5"."role" = 0
            )
            OR (
              "t5"."period" = "t5"."base"
            )
          )
          AND (
            "t5"."asked" OR NOT (
              "t5"."restricted"
            )
          )
          AND "t5"."role" = 0
          AND "t5"."caveat" IS NOT NULL
      ) AS "t7"
      GROUP BY
        1,
        2,
        3,
        4,
        5
    ) AS "t12"
      ON "t16"."line" = "t12"."line"
      AND "t16"."place" = "t12"."place"
      AND "t16"."space" = "t12"."space"
      AND "t16"."slot" = "t12"."slot"
      AND "t16"."own" = "t12"."own"
    LEFT OUTER JOIN (
      SELECT
        "t19"."line",
        "t19"."place",
        "t19"."space",
        "t19"."slot",
        "t19"."parts" AS "d_parts",
        "t19"."present" AS "d_present",
        "t19"."value" AS "d_value",
        "t19"."bound_low" AS "d_bound_low",
        "t19"."bound_high" AS "d_bound_high",
        "t19"."square" AS "d_square",
        "t19"."marks" AS "d_marks",
        "t19"."worst" AS "d_worst",
        "t19"."digest" AS "d_digest",
        "t19"."caveat" AS "d_caveat"
      FROM (
        SELECT
          "t18".*
          EXCLUDE ("end_high", "end_low", "own", "vintage")
        FROM (
          SELECT
            "t17"."line",
            "t17"."place",
            "t17"."space",
            "t17"."slot",
            "t17"."own",
            "t17"."vintage",
            "t17"."parts",
            "t17"."present",
            "t17"."value",
            "t17"."bound_low",
            "t17"."bound_high",
            "t17"."square",
            "t17"."end_low",
            "t17"."end_high",
            "t17"."marks",
            "t17"."worst",
            "t17"."digest",
            "t13"."caveat"
          FROM (
            SELECT
              "t8"."line",
              "t8"."place",
              "t8"."space",
              "t8"."slot",
              "t8"."own",
              MAX("t8"."vintage") AS "vintage",
              COUNT(*) AS "parts",
              COUNT("t8"."value") AS "present",
              SUM("t8"."weight" * "t8"."value") AS "value",
              SUM(
                CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t8"."low" IS NOT NULL
                    )
                    AND (
                      "t8"."high" IS NOT NULL
                    )
                    AND (
                      "t8"."error" = 1
                    )
                  )
                  THEN "t8"."weight" * CASE WHEN "t8"."weight" >= 0 THEN "t8"."low" ELSE "t8"."high" END
                  ELSE "t8"."weight" * "t8"."value"
                END
              ) AS "bound_low",
              SUM(
                CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t8"."low" IS NOT NULL
                    )
                    AND (
                      "t8"."high" IS NOT NULL
                    )
                    AND (
                      "t8"."error" = 1
                    )
                  )
                  THEN "t8"."weight" * CASE WHEN "t8"."weight" >= 0 THEN "t8"."high" ELSE "t8"."low" END
                  ELSE "t8"."weight" * "t8"."value"
                END
              ) AS "bound_high",
              SUM(
                CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND (
                    "t8"."error" = 1
                  )
                  THEN (
                    (
                      "t8"."weight" * (
                        "t8"."high" - "t8"."low"
                      )
                    ) / 2
                  ) * (
                    (
                      "t8"."weight" * (
                        "t8"."high" - "t8"."low"
                      )
                    ) / 2
                  )
                  ELSE 0.0
                END
              ) AS "square",
              SUM(
                "t8"."weight" * CASE WHEN "t8"."weight" >= 0 THEN "t8"."low" ELSE "t8"."high" END
              ) AS "end_low",
              SUM(
                "t8"."weight" * CASE WHEN "t8"."weight" >= 0 THEN "t8"."high" ELSE "t8"."low" END
              ) AS "end_high",
              BIT_OR(
                0 + CASE
                  WHEN (
                    "t8"."value" IS NOT NULL
                  )
                  AND NOT (
                    (
                      "t8"."low" IS NOT NULL
                    ) AND (
                      "t8"."high" IS NOT NULL
                    )
                  )
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND (
                    "t8"."high" > "t8"."low"
                  )
                  AND (
                    (
                      "t8"."low" IS NOT NULL
                    )
                    AND (
                      "t8"."high" IS NOT NULL
                    )
                    AND (
                      "t8"."error" = 1
                    )
                  )
                  THEN 2
                  ELSE 0
                END + CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND (
                    "t8"."high" > "t8"."low"
                  )
                  AND (
                    "t8"."error" = 2
                  )
                  THEN 4
                  ELSE 0
                END + CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND (
                    "t8"."high" > "t8"."low"
                  )
                  AND (
                    "t8"."error" = 3
                  )
                  THEN 8
                  ELSE 0
                END + CASE
                  WHEN (
                    "t8"."low" IS NOT NULL
                  )
                  AND (
                    "t8"."high" IS NOT NULL
                  )
                  AND (
                    "t8"."high" > "t8"."low"
                  )
                  AND (
                    "t8"."error" = 0
                  )
                  THEN 16
                  ELSE 0
                END
              ) AS "marks",
              MAX("t8"."status") AS "worst",
              BIT_XOR("t8"."digest") AS "digest"
            FROM (
              SELECT
                "t5"."line",
                "t5"."role",
                "t5"."place",
                "t5"."vintage",
                "t5"."space",
                CAST(CASE
                  WHEN "t5"."match" = 'year'
                  THEN "t5"."year" + CASE WHEN "t5"."role" = 1 THEN "t5"."lag" ELSE 0 END
                  WHEN "t5"."match" = 'base'
                  THEN -1
                  ELSE "t5"."period"
                END AS INT) AS "slot",
                CASE WHEN "t5"."role" = 0 THEN "t5"."period" ELSE -1 END AS "own",
                "t5"."weight",
                "t5"."value",
                CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."low" END AS "low",
                CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."high" END AS "high",
                CASE WHEN "t5"."exact" THEN 4 ELSE "t5"."error" END AS "error",
                "t5"."status",
                "t5"."caveat",
                "t5"."digest"
              FROM "t4" AS "t5"
              WHERE
                (
                  (
                    "t5"."match" <> 'base'
                  )
                  OR (
                    "t5"."role" = 0
                  )
                  OR (
                    "t5"."period" = "t5"."base"
                  )
                )
                AND (
                  "t5"."asked" OR NOT (
                    "t5"."restricted"
                  )
                )
                AND "t5"."role" = 1
            ) AS "t8"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t17"
          LEFT OUTER JOIN (
            SELECT
              "t9"."line",
              "t9"."place",
              "t9"."space",
              "t9"."slot",
              "t9"."own",
              ARRAY_TO_STRING(
                LIST_SORT(ARRAY_AGG(DISTINCT "t9"."caveat") FILTER(WHERE
                  "t9"."caveat" IS NOT NULL)),
                ' | '
              ) AS "caveat"
            FROM (
              SELECT
                "t5"."line",
                "t5"."role",
                "t5"."place",
                "t5"."vintage",
                "t5"."space",
                CAST(CASE
                  WHEN "t5"."match" = 'year'
                  THEN "t5"."year" + CASE WHEN "t5"."role" = 1 THEN "t5"."lag" ELSE 0 END
                  WHEN "t5"."match" = 'base'
                  THEN -1
                  ELSE "t5"."period"
                END AS INT) AS "slot",
                CASE WHEN "t5"."role" = 0 THEN "t5"."period" ELSE -1 END AS "own",
                "t5"."weight",
                "t5"."value",
                CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."low" END AS "low",
                CASE WHEN "t5"."exact" THEN "t5"."value" ELSE "t5"."high" END AS "high",
                CASE WHEN "t5"."exact" THEN 4 ELSE "t5"."error" END AS "error",
                "t5"."status",
                "t5"."caveat",
                "t5"."digest"
              FROM "t4" AS "t5"
              WHERE
                (
                  (
                    "t5"."match" <> 'base'
                  )
                  OR (
                    "t5"."role" = 0
                  )
                  OR (
                    "t5"."period" = "t5"."base"
                  )
                )
                AND (
                  "t5"."asked" OR NOT (
                    "t5"."restricted"
                  )
                )
                AND "t5"."role" = 1
                AND "t5"."caveat" IS NOT NULL
            ) AS "t9"
            GROUP BY
              1,
              2,
              3,
              4,
              5
          ) AS "t13"
            ON "t17"."line" = "t13"."line"
            AND "t17"."place" = "t13"."place"
            AND "t17"."space" = "t13"."space"
            AND "t17"."slot" = "t13"."slot"
            AND "t17"."own" = "t13"."own"
        ) AS "t18"
      ) AS "t19"
    ) AS "t21"
      ON "t16"."line" = "t21"."line"
      AND "t16"."place" = "t21"."place"
      AND "t16"."space" = "t21"."space"
      AND "t16"."slot" = "t21"."slot"
  ) AS "t22"
) AS "t23"
