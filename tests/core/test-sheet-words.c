/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The sentences of the sheets: what they say where little is known, and for each thing that can
 * happen. */

#include "config.h"

#include <string.h>

#include "sheet/dect-sheet-report.h"
#include "support/test-pdf.h"
#include "support/test-site.h"

/* The sheets of a site, with the links and the chain that it has. */
static GBytes *
print (DectSnapshot *snapshot, DectSheetKinds kinds)
{
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  DectSheetOptions options = { .kinds = kinds };

  return test_pdf_write (snapshot, links, chain, &options);
}

static void
assert_said (DectSnapshot *snapshot, DectSheetKinds kinds, const char *const *parts)
{
  g_autoptr (GBytes) pdf = print (snapshot, kinds);

  test_pdf_assert_texts (pdf, parts);
}

/* --- The journal ----------------------------------------------------------------------------------- */

static void
test_journal (void)
{
  static const struct
  {
    const char *event, *details, *said;
  } cases[] = {
    { "push", "{\"create\":4,\"update\":1,\"remove\":2}", "Pushed: 4 new, 1 changed, 2 removed" },
    { "push", "{\"update\":9}", "Pushed: 0 new, 9 changed, 0 removed" },
    { "push", "no JSON", "Pushed: 0 new, 0 changed, 0 removed" },
    { "omm-push", "{\"done\":12,\"refused\":3}", "Written to the OMM: 12 records, 3 refused" },
    { "omm-push", "[]", "Written to the OMM: 0 records, 0 refused" },
    { "push-failed", "{\"message\":\"no way there\"}", "Push failed: no way there" },
    { "push-failed", "{}", "Push failed" },
    { "review", "{}", "Difference between PBX and plan reviewed" },
    { "export", "{\"name\":\"rfps.csv\",\"records\":7}", "OMM file rfps.csv fetched, records: 7" },
    { "export", "{\"name\":[]}", "OMM file fetched, records: ?" },
    { "imported", "{\"file\":\"rfp\"}", "File of base stations imported into the OMM" },
    { "imported", "{\"file\":\"rfps\"}", "File of base stations imported into the OMM" },
    { "imported", "{\"file\":\"pp\"}", "File of handsets imported into the OMM" },
    { "edited", "{\"title\":\"base station 7\"}", "Edited in the OMM: base station 7" },
    { "edited", "{}", "Edited in the OMM: ?" },
    { "deleted", "{\"title\":\"base station 8\"}", "Deleted in the OMM: base station 8" },
    { "deleted", "{}", "Deleted in the OMM: ?" },
    { "reopened", "{\"title\":\"handset 9\"}", "Not done in the OMM after all: handset 9" },
    { "reopened", "{}", "Not done in the OMM after all: ?" },
    { "replace", "{\"name\":\"R2\",\"old\":\"a1\",\"new\":\"b2\"}",
      "Hardware of R2 replaced: a1 by b2" },
    { "replace", "{}", "Hardware of ? replaced: ? by ?" },
    { "from-the-future", "{\"title\":\"Wormhole\"}", "!Wormhole" },
  };
  const char *parts[G_N_ELEMENTS (cases) + 2] = { "!Nothing was sent" };
  DectSnapshotBuilder *builder = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;

  if (!test_pdf_can_read ())
    return;
  builder = dect_snapshot_builder_new ();
  test_site_add (builder, DECT_KIND_RFP, "number=1|name=R1");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      dect_snapshot_builder_add_log (
          builder, dect_log_entry_new (1795348800 + i, cases[i].event, cases[i].details));
      parts[i + 1] = cases[i].said;
    }
  snapshot = dect_snapshot_builder_end (builder);
  assert_said (snapshot, DECT_SHEET_REPORT, parts);
}

static void
test_no_journal (void)
{
  static const char *const parts[] = { "Nothing was sent to a PBX yet.", "Site without a name",
                                       "!What happens when something", NULL };
  DectSnapshotBuilder *builder = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;

  if (!test_pdf_can_read ())
    return;
  builder = dect_snapshot_builder_new ();
  test_site_add (builder, DECT_KIND_HANDSET, "number=401|ipei=0007701154842");
  snapshot = dect_snapshot_builder_end (builder);
  assert_said (snapshot, DECT_SHEET_REPORT, parts);
}

/* The last override counts; entries that are none, as another version may write them, do not. */
static void
test_settled (void)
{
  static const struct
  {
    const char *details[3];
    const char *accepted;
    const char *said; /* how it begins; NULL: nothing */
    const char *end;
  } cases[] = {
    { { NULL }, "", NULL, NULL },
    { { NULL }, "mac-duplicate chain-isolated", "Accepted for this site.", "" },
    { { NULL }, "chain", NULL, NULL },
    { { "{\"rules\":[\"chain-isolated\"]}" }, "", "Overridden for the push of ", "26." },
    { { "{\"rules\":[\"chain-isolated\"],\"reason\":\"\"}" },
      "",
      "Overridden for the push ",
      "26." },
    { { "{\"rules\":[\"x\",\"chain-isolated\"],\"reason\":\"soon\"}" },
      "",
      "Overridden for the push of ",
      ": soon" },
    { { "{\"rules\":[\"chain-isolated\"],\"reason\":\"a\"}",
        "{\"rules\":[\"chain-isolated\"],\"reason\":\"b\"}" },
      "",
      "Overridden ",
      ": b" },
    { { "no JSON", "[\"chain-isolated\"]", "{\"rules\":\"chain-isolated\"}" }, "", NULL, NULL },
    { { "{\"rules\":[7,null,[\"chain-isolated\"]]}", "{}", "{\"rules\":[\"chain\"]}" },
      "chain-isolated",
      "Accepted for this site.",
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autofree char *site = g_strconcat ("name=Plant|accepted=", cases[i].accepted, NULL);
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autofree char *said = NULL;

      test_site_add (builder, DECT_KIND_SITE, site);
      for (guint k = 0; k < 3 && cases[i].details[k] != NULL; k++)
        dect_snapshot_builder_add_log (
            builder, dect_log_entry_new (1795348800 + k, "accept", cases[i].details[k]));
      dect_snapshot_builder_add_log (
          builder, dect_log_entry_new (1795348900, "tick", "{\"rules\":[\"chain-isolated\"]}"));
      snapshot = dect_snapshot_builder_end (builder);
      said = dect_report_dup_settled (snapshot, "chain-isolated");
      g_test_message ("case %u: %s", i, said != NULL ? said : "open");
      if (cases[i].said == NULL)
        {
          g_assert_null (said);
          continue;
        }
      g_assert_true (g_str_has_prefix (said, cases[i].said));
      g_assert_true (g_str_has_suffix (said, cases[i].end));
    }
}

/* --- Failures -------------------------------------------------------------------------------------- */

/* @n base stations in a row, @step_m apart; every one gets @pairs, the last one @last too. */
static DectSnapshot *
make_row (guint n, double step_m, const char *pairs, const char *last, gboolean with_switch)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "name=A");
  guint32 floor
      = test_site_add_with (builder, DECT_KIND_FLOOR, "name=F|level=0|building=#%u", building);
  guint32 lan_switch = test_site_add (builder, DECT_KIND_SWITCH, "riser=West");

  for (guint i = 0; i < n; i++)
    test_site_add_with (builder, DECT_KIND_RFP,
                        "number=%u|name=R%u|floor=#%u|x_m=%g|y_m=5|switch=#%u|role=%s|%s|%s", i + 1,
                        i + 1, floor, 5 + i * step_m, with_switch ? lan_switch : 0,
                        i == 0 ? "master" : "normal", pairs, i + 1 == n ? last : "");
  return dect_snapshot_builder_end (builder);
}

static void
test_failures (void)
{
  static const struct
  {
    guint n;
    double step_m;
    const char *pairs, *last;
    gboolean with_switch;
    const char *parts[6];
  } cases[] = {
    { 1,
      5,
      "",
      "",
      FALSE,
      { "All base stations synchronise from base station 1; the farthest is 0 hops away.",
        "!may fail" } },
    { 4,
      5,
      "",
      "",
      FALSE,
      { "the farthest is 1 hop away", "Any one base station may fail: all others stay",
        "Any two base stations may fail together: all others stay" } },
    { 2, 5, "", "cluster=2", FALSE, { "In 2 clusters all base stations are synchronised." } },
    { 2,
      4000,
      "",
      "",
      FALSE,
      { "The 2 base stations are not in one connected chain: there are 2 groups" } },
    { 2, 5, "", "dect_on=no", FALSE, { "not part of the chain", "!not connected" } },
    { 2, 5, "compartment=East", "", FALSE, { "Fire compartment East" } },
    { 14, 2, "", "", TRUE, { "Switch ?", "Riser West", "12 and 2 more", "!13 and" } },
  };

  for (guint i = 0; test_pdf_can_read () && i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_row (cases[i].n, cases[i].step_m, cases[i].pairs,
                                                    cases[i].last, cases[i].with_switch);

      assert_said (snapshot, DECT_SHEET_REPORT, cases[i].parts);
    }
}

/* --- What is not known ----------------------------------------------------------------------------- */

static void
test_names (void)
{
  static const struct
  {
    const char *site, *building, *floor;
    const char *parts[4];
  } cases[] = {
    { "customer=Example & Sons", "", "", { "Example & Sons", "Floor without a name", "A B" } },
    { "name=Plant|customer=C", "name=House", "", { "Plant", "House · Floor without a name" } },
    { "", "", "name=Cellar", { "Site without a name", "Cellar", "!·" } },
  };

  for (guint i = 0; test_pdf_can_read () && i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      guint32 building, floor;

      test_site_add (builder, DECT_KIND_SITE, cases[i].site);
      building = test_site_add (builder, DECT_KIND_BUILDING, cases[i].building);
      floor = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u|%s", building,
                                  cases[i].floor);
      for (guint k = 0; k < 2; k++)
        test_site_add_with (builder, DECT_KIND_RFP, "floor=#%u|x_m=%u|y_m=4", floor, 3 + 20 * k);
      snapshot = dect_snapshot_builder_end (builder);
      assert_said (snapshot, DECT_SHEET_PLACEMENT, cases[i].parts);
    }
}

/* On one port, and on none, base stations follow each other by number, whichever was entered first;
 * those without a number come last. */
static void
test_ports (void)
{
  static const char *const order[] = { "Port 1", "Beta", "Alpha", "Gamma", "Delta", "Epsilon" };
  DectSnapshotBuilder *builder = NULL;
  guint32 lan_switch;
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  const char *at;

  if (!test_pdf_can_read ())
    return;
  builder = dect_snapshot_builder_new ();
  lan_switch = test_site_add (builder, DECT_KIND_SWITCH, "ports=24");
  test_site_add_with (builder, DECT_KIND_RFP, "room=Epsilon|switch=#%u", lan_switch);
  test_site_add_with (builder, DECT_KIND_RFP, "number=9|room=Delta|switch=#%u", lan_switch);
  test_site_add_with (builder, DECT_KIND_RFP, "number=3|room=Gamma|switch=#%u", lan_switch);
  test_site_add_with (builder, DECT_KIND_RFP, "number=8|room=Alpha|port=2|switch=#%u", lan_switch);
  test_site_add_with (builder, DECT_KIND_RFP, "number=5|room=Beta|port=2|switch=#%u", lan_switch);
  test_site_add_with (builder, DECT_KIND_RFP, "number=7|room=Port 1|port=1|switch=#%u", lan_switch);
  snapshot = dect_snapshot_builder_end (builder);
  pdf = print (snapshot, DECT_SHEET_CABLES);
  text = test_pdf_dup_text (pdf);
  at = strstr (text, "24 ports · 6 base stations");
  g_assert_nonnull (at);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      at = strstr (at, order[i]);
      g_test_message ("%s", order[i]);
      g_assert_nonnull (at);
    }
}

/* Between two groups only a link is worth measuring that misses the limit by little. */
static void
test_bridge (void)
{
  static const struct
  {
    const char *link;
    const char *part;
  } cases[] = {
    { "rssi_dbm=-73|quality_percent=100|kind=measured", "would join two groups" },
    { "rssi_dbm=-80|quality_percent=100|kind=measured", "!would join two groups" },
    { "kind=forced-off", "!would join two groups" },
  };

  for (guint i = 0; test_pdf_can_read () && i < G_N_ELEMENTS (cases); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "");
      guint32 floor = test_site_add_with (builder, DECT_KIND_FLOOR, "building=#%u", building);
      g_autoptr (DectSnapshot) snapshot = NULL;
      guint32 ids[3];

      /* Two that hear each other, so that there is something to survey, and one apart. */
      for (guint k = 0; k < 3; k++)
        ids[k] = test_site_add_with (builder, DECT_KIND_RFP, "floor=#%u|x_m=%u|y_m=0|role=%s",
                                     floor, k == 2 ? 900 : 5 * k, k == 0 ? "master" : "normal");
      test_site_add_with (builder, DECT_KIND_LINK, "from=#%u|to=#%u|%s", ids[1], ids[2],
                          cases[i].link);
      snapshot = dect_snapshot_builder_end (builder);
      assert_said (snapshot, DECT_SHEET_SURVEY,
                   (const char *const[]){ "Survey", "A – B", cases[i].part, NULL });
    }
}

/* Buildings in the site's order, their floors from below, whichever was entered first; a MAC that
 * is none stands as it was entered, and of a switch without a name the port. */
static void
test_order (void)
{
  static const char *const order[]
      = { "House A · Cellar", "House A · Hall", "House A · Gallery", "House B · Shed" };
  DectSnapshotBuilder *builder = NULL;
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  const char *at;
  guint32 houses[2], floors[4], lan_switch;

  if (!test_pdf_can_read ())
    return;
  builder = dect_snapshot_builder_new ();
  houses[0] = test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  houses[1] = test_site_add (builder, DECT_KIND_BUILDING, "name=House B");
  lan_switch = test_site_add (builder, DECT_KIND_SWITCH, "ports=8");
  floors[3]
      = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Shed|level=0|building=#%u", houses[1]);
  floors[1]
      = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Hall|level=0|building=#%u", houses[0]);
  floors[2] = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Gallery|level=0|building=#%u",
                                  houses[0]);
  floors[0] = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Cellar|level=-1|building=#%u",
                                  houses[0]);
  for (guint i = 0; i < 4; i++)
    test_site_add_with (builder, DECT_KIND_RFP, "floor=#%u|x_m=3|y_m=%u|switch=#%u|port=%u",
                        floors[i], 4 + i, lan_switch, i + 1);
  snapshot = dect_snapshot_builder_end (builder);
  pdf = print (snapshot, DECT_SHEET_PLACEMENT);
  at = text = test_pdf_dup_text (pdf);
  g_assert_nonnull (strstr (text, "/ 4"));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_test_message ("%s", order[i]);
      at = strstr (at, order[i]);
      g_assert_nonnull (at);
    }
}

/* Where a way leaves the floor its other end is named, and the floor where it has a name. */
static void
test_other_floor (void)
{
  static const char *const names[][2] = { { "name=Cellar", "from 1, Cellar" }, { "", "from 1" } };

  for (guint i = 0; test_pdf_can_read () && i < G_N_ELEMENTS (names); i++)
    {
      DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
      guint32 building = test_site_add (builder, DECT_KIND_BUILDING, "");
      guint32 below = test_site_add_with (builder, DECT_KIND_FLOOR, "level=-1|building=#%u|%s",
                                          building, names[i][0]);
      guint32 above
          = test_site_add_with (builder, DECT_KIND_FLOOR, "level=0|building=#%u", building);
      g_autoptr (DectSnapshot) snapshot = NULL;

      test_site_add_with (builder, DECT_KIND_RFP, "number=1|role=master|floor=#%u|x_m=3|y_m=4",
                          below);
      test_site_add_with (builder, DECT_KIND_RFP, "number=2|floor=#%u|x_m=3|y_m=4", above);
      snapshot = dect_snapshot_builder_end (builder);
      assert_said (snapshot, DECT_SHEET_PLACEMENT,
                   (const char *const[]){ names[i][1], i == 0 ? "Cellar" : "!from 1,", NULL });
    }
}

/* A chain of which nobody kept the links: there is nothing to compare what is measured with. */
static void
test_no_links (void)
{
  static const char *const parts[] = { "Handover report", "Cables", "!Survey", NULL };
  g_autoptr (DectSnapshot) snapshot = make_row (2, 10, "", "", FALSE);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  DectSheetOptions options = { .kinds = DECT_SHEET_ALL };
  g_autoptr (GBytes) pdf = NULL;

  if (!test_pdf_can_read ())
    return;
  pdf = test_pdf_write (snapshot, NULL, chain, &options);
  test_pdf_assert_texts (pdf, parts);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/sheet/words/journal", test_journal);
  g_test_add_func ("/sheet/words/no-journal", test_no_journal);
  g_test_add_func ("/sheet/words/settled", test_settled);
  g_test_add_func ("/sheet/words/failures", test_failures);
  g_test_add_func ("/sheet/words/names", test_names);
  g_test_add_func ("/sheet/words/ports", test_ports);
  g_test_add_func ("/sheet/words/bridge", test_bridge);
  g_test_add_func ("/sheet/words/order", test_order);
  g_test_add_func ("/sheet/words/other-floor", test_other_floor);
  g_test_add_func ("/sheet/words/no-links", test_no_links);
  return g_test_run ();
}
