/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What is closed is gone. */

#include "config.h"

#include "dect-application.h"
#include "support/living.h"
#include "support/ui-support.h"
#include "tour.h"

#define WIDTH_PX 800
#define WARM_UPS 2 /* caches fill, things that are made once are there */

static void
look_away (GtkWidget *widget, const char *what, gpointer user_data)
{
}

static GHashTable *
tour (void)
{
  tour_everything (WIDTH_PX, look_away, NULL);
  return living_take ();
}

/* A second look at everything leaves no more objects behind than the first. */
static void
test_tour (void)
{
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autofree char *more = NULL;

  for (guint i = 0; i < WARM_UPS; i++)
    {
      g_clear_pointer (&before, g_hash_table_unref);
      before = tour ();
    }
  after = tour ();
  more = living_compare (before, after);
  if (more != NULL)
    g_error ("what is left of a tour:\n%s", more);
}

int
main (int argc, char **argv)
{
  living_watch ();
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/living/tour", test_tour);

  return g_test_run ();
}
