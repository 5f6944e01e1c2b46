/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-catalogue.h"
#include "model/dect-switch-load.h"
#include "support/test-site.h"

static void
test_load (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 first = test_site_add (builder, DECT_KIND_SWITCH, "name=SW1|ports=8");
  guint32 second = test_site_add (builder, DECT_KIND_SWITCH, "name=SW2");
  g_auto (GStrv) pairs = g_new0 (char *, 5);
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectSwitchLoad load;

  pairs[0] = g_strdup_printf ("model=45|switch=#%u|port=3", first);
  pairs[1] = g_strdup_printf ("model=35|switch=#%u|port=7", first);
  pairs[2] = g_strdup_printf ("switch=#%u", first);
  pairs[3] = g_strdup ("model=45|port=9");
  for (guint i = 0; pairs[i] != NULL; i++)
    test_site_add (builder, DECT_KIND_RFP, pairs[i]);
  snapshot = dect_snapshot_builder_end (builder);

  dect_switch_load (snapshot, first, &load);
  g_assert_cmpuint (load.n_fed, ==, 3);
  g_assert_cmpuint (load.n_unknown, ==, 1);
  g_assert_cmpint (load.highest_port, ==, 7);
  g_assert_cmpfloat_with_epsilon (
      load.need_w, dect_catalogue_find ("45")->poe_w + dect_catalogue_find ("35")->poe_w, 1e-9);
  dect_switch_load (snapshot, second, &load);
  g_assert_cmpuint (load.n_fed, ==, 0);
  g_assert_cmpint (load.highest_port, ==, 0);
  g_assert_cmpfloat (load.need_w, ==, 0);
  dect_switch_load (snapshot, 0, &load);
  g_assert_cmpuint (load.n_fed, ==, 1);
  g_assert_cmpint (load.highest_port, ==, 9);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/model/switch-load/load", test_load);
  return g_test_run ();
}
