/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz.h"

#include <string.h>

#include "omm/dect-axi-frames.h"
#include "omm/dect-axi-key-private.h"
#include "omm/dect-axi-plan.h"
#include "omm/dect-axi-profile.h"
#include "omm/dect-axi-read.h"

/* What an OMM said, taken for whatever it may be, and what would be written to such an OMM. */
static void
take_message (DectOmmSystem *system, const DectAxiElement *message)
{
  g_autoptr (DectAxiKey) key = dect_axi_key_new (message, NULL);
  g_autofree char *secret = key != NULL ? dect_axi_key_encrypt (key, "1234", NULL) : NULL;

  for (guint i = 0; i < message->children->len; i++)
    {
      const DectAxiElement *record = g_ptr_array_index (message->children, i);

      if (g_str_equal (record->name, "rfp"))
        dect_axi_take_rfp (system, record, g_str_has_prefix (message->name, "GetRFPCapture"));
      else if (g_str_equal (record->name, "user"))
        dect_axi_take_user (system, record);
      else if (g_str_equal (record->name, "pp"))
        dect_axi_take_device (system, record);
    }
}

/* A message that was read is written and read again to the same. */
static void
note_message (GString *all, const DectAxiElement *message)
{
  g_autofree char *text = dect_axi_element_to_text (message);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiElement) again = dect_axi_element_parse (text, strlen (text), &error);
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  second = dect_axi_element_to_text (again);
  g_assert_cmpstr (text, ==, second);
  g_string_append_printf (all, "%s\n", text);
}

/* The stream in pieces of @step bytes; what came of it. */
static char *
read_stream (const guint8 *data, gsize size, gsize step, DectOmmSystem *system)
{
  g_autoptr (DectAxiFrames) frames = dect_axi_frames_new ();
  GString *all = g_string_new (NULL);
  gboolean good = TRUE;

  for (gsize at = 0; good && at < size; at += step)
    {
      DectAxiElement *message = NULL;

      dect_axi_frames_push (frames, (const char *) data + at, MIN (step, size - at));
      while ((good = dect_axi_frames_next (frames, &message, NULL)) && message != NULL)
        {
          note_message (all, message);
          take_message (system, message);
          dect_axi_element_free (message);
        }
    }
  return g_string_free (all, FALSE);
}

void
dect_fuzz_axi (const guint8 *data, gsize size)
{
  g_autoptr (DectOmmSystem) system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autoptr (DectOmmSystem) again = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);
  g_autofree char *whole = read_stream (data, size, MAX (size, 1), system);
  g_autofree char *pieces = read_stream (data, size, 1 + (size > 0 ? data[0] % 7 : 0), again);
  g_autoptr (DectAxiPlan) plan = dect_axi_plan_new (dect_fuzz_site (), system);

  g_assert_cmpstr (whole, ==, pieces);
  for (guint i = 0; i < plan->steps->len; i++)
    {
      const DectAxiStep *step = g_ptr_array_index (plan->steps, i);
      g_autofree char *summary = dect_axi_step_dup_summary (step);

      g_assert_cmpuint (step->changes->len, >, 0);
      g_assert_true (g_utf8_validate (summary, -1, NULL));
    }
}

void
dect_fuzz_axi_profile (const guint8 *data, gsize size)
{
  g_autoptr (DectAxiProfile) profile = dect_axi_profile_parse ((const char *) data, size, NULL);
  g_autoptr (DectAxiProfile) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  if (profile == NULL)
    return;
  first = dect_axi_profile_to_text (profile);
  again = dect_axi_profile_parse (first, strlen (first), &error);
  g_assert_no_error (error);
  second = dect_axi_profile_to_text (again);
  g_assert_cmpstr (first, ==, second);
}
