/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <locale.h>
#include <string.h>

#include "support/test-site.h"

/* In the order of the layers. */
static const DectFuzzTarget targets[] = {
  { "identity", dect_fuzz_identity, 4000 },
  { "length", dect_fuzz_length, 4000 },
  { "scan", dect_fuzz_scan, 1000 },
  { "plan", dect_fuzz_plan, 4000 },
  { "json", dect_fuzz_json, 4000 },
  { "site", dect_fuzz_site_json, 2000 },
  { "log", dect_fuzz_log, 2000 },
  { "zip", dect_fuzz_zip, 2000 },
  { "salvage", dect_fuzz_salvage, 2000 },
  { "secrets", dect_fuzz_secrets, 2000 },
  { "csv", dect_fuzz_csv, 1000 },
  { "paste", dect_fuzz_paste, 1000 },
  { "omm", dect_fuzz_omm, 1000 },
  { "guess", dect_fuzz_guess, 2000 },
  { "layout", dect_fuzz_layout, 2000 },
  { "backup", dect_fuzz_backup, 1000 },
  { "axi", dect_fuzz_axi, 2000 },
  { "axi-profile", dect_fuzz_axi_profile, 2000 },
  { "boot", dect_fuzz_boot, 2000 },
  { "pbx-document", dect_fuzz_pbx_document, 1000 },
  { "pbx-profile", dect_fuzz_pbx_profile, 2000 },
  { "pbx-answer", dect_fuzz_pbx_answer, 2000 },
};

const DectFuzzTarget *
dect_fuzz_targets (guint *n_targets)
{
  *n_targets = G_N_ELEMENTS (targets);
  return targets;
}

void
dect_fuzz_init (void)
{
  g_setenv ("XDG_CONFIG_HOME", "/dev/null/none", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING | G_LOG_FATAL_MASK);
}

char *
dect_fuzz_text (const guint8 *data, gsize size)
{
  return g_strndup (size > 0 ? (const char *) data : "", size);
}

static gpointer
make_site (gpointer unused)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 building, floor, port;

  test_site_add (builder, DECT_KIND_SITE, "name=Plant|netmask=255.255.255.0|dhcp_server=10.0.0.2");
  building = test_site_add (builder, DECT_KIND_BUILDING, "name=House A");
  floor = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Ground|building=#%u", building);
  port = test_site_add (builder, DECT_KIND_SWITCH, "name=sw1|ports=8");
  test_site_add_with (builder, DECT_KIND_WALL,
                      "floor=#%u|x1_m=0|y1_m=0|x2_m=9|y2_m=0|material=brick-10", floor);
  test_site_add_with (
      builder, DECT_KIND_RFP,
      "name=Hall|number=1|model=35|role=master|mac=00:30:42:1b:7f:01|target_ip=10.0.0.11|"
      "floor=#%u|x_m=2|y_m=3|switch=#%u|port=1",
      floor, port);
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Lab|number=2|model=45|mac=00:30:42:1b:7f:02|target_ip=10.0.0.12");
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=0007701154842|number=4199|name=Miller");
  return dect_snapshot_builder_end (builder);
}

DectSnapshot *
dect_fuzz_site (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_site, NULL);
}

void
dect_fuzz_assert_equal (GBytes *before, GBytes *after, const char *what)
{
  gsize n_before, n_after;
  const char *first = g_bytes_get_data (before, &n_before);
  const char *second = g_bytes_get_data (after, &n_after);

  if (g_bytes_equal (before, after))
    return;
  g_error ("%s changed on the way:\n%.*s\n--- became ---\n%.*s", what, (int) n_before, first,
           (int) n_after, second);
}
