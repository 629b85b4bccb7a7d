"""Make the script that draws charts in the browser, from the bundle that vl-convert-python brings.

Usage: python tools/make_chart_library.py; run it after the lock names another vl-convert-python.
"""

from placewright.publish.pictures import LIBRARY, chart_script


def main() -> None:
    """Write the script."""
    LIBRARY.write_text(chart_script(), encoding="utf-8")
    print(LIBRARY)


if __name__ == "__main__":
    main()
