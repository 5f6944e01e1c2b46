/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-length-spin.h"

#include "dect-settings.h"
#include "model/dect-length.h"

/* A hundredth of a metre, a tenth of an inch. */
#define DECIMALS 2

static int
input_cb (GtkSpinButton *spin, double *value)
{
  g_autofree char *shown = dect_length_to_text (gtk_spin_button_get_value (spin), DECIMALS);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  /* What nobody has changed keeps the digits that are not shown. */
  if (g_str_equal (text, shown) || !dect_length_from_text (text, value, NULL))
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

static gboolean
output_cb (GtkSpinButton *spin)
{
  g_autofree char *text = dect_length_to_text (gtk_spin_button_get_value (spin), DECIMALS);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  return TRUE;
}

static void
unit_cb (GtkSpinButton *spin)
{
  output_cb (spin);
}

static int
number_cb (GtkSpinButton *spin, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  /* GTK takes the value along with an error. */
  if (!dect_number_from_text (text, value, NULL))
    *value = gtk_spin_button_get_value (spin);
  return TRUE;
}

void
dect_spin_accept_numbers (GtkSpinButton *spin)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (spin));

  /* Else GTK 4.18 lets nobody type the sign that is not the locale's. */
  gtk_spin_button_set_numeric (spin, FALSE);
  g_signal_connect (spin, "input", G_CALLBACK (number_cb), NULL);
}

GtkWidget *
dect_length_spin_new (double minimum_m, double maximum_m, double step_m)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (minimum_m, maximum_m, step_m);

  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), DECIMALS);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 7);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  dect_settings_watch_unit (spin, G_CALLBACK (unit_cb));
  output_cb (GTK_SPIN_BUTTON (spin));
  return spin;
}
