<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandSource</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not possible at present.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpSource</name>
    <message>
        <source>What is PA-MLM?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt-augmented masked language modelling. Some tokens of a row&apos;s sentence are hidden, and the language model has to guess them with the help of soft prompts made by the CTR side from the same row. So both sides learn from each other before anything is finetuned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What are soft prompts?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vectors that the CTR side makes from the fields of a row and puts before the text: as keys and values of every layer, as hidden states, or before the tokens. They carry what ids and combinations of fields say and words do not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What are the three arms of the sample?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same data trained three ways: the CTR model from scratch; the CTR model alone after PA-MLM, at the same cost of serving; and the CTR model together with the language model. Their test AUC shows what each way brings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is the step cursor?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One position on the training axis that every chart, the log and the sidebar share. Drag it in a chart, move it with the arrow keys, or type : and a step here. Until then it follows the newest step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which values change while a run trains?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rates, weight decay, gradient clip and what is frozen. A change takes effect at the next step, is drawn as a flag on the curves and is kept with the run as an event.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept when a run stops?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save writes a checkpoint first: the run goes on later with the same numbers as if it had never stopped. Stop drops what came after the last checkpoint. Curves, events and the log stay in the file in both cases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in a workbench file?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One SQLite file (.cpw) holds runs, curves, events, notes, templates and layouts. Checkpoints and caches lie in the folder of the same name with .d at its end; keep the two together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How does the command palette work?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type words in any order; commands, runs, events, options and help are searched together, what you used lately first. Start with &gt; for commands, @ for runs, : for a step or epoch, # for options, ? for help. Ctrl+Enter gives the chosen command other keys. A command that cannot run says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What do AUC and log loss say?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC is the share of pairs of a clicked and an unclicked row that the model puts in the right order: 0.5 is chance. Log loss judges the probabilities themselves; lower is better. Both are of rows that the model has not seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepSource</name>
    <message>
        <source>%1, step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui</name>
    <message>
        <source>ClickPrompt Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains click-through-rate models together with a language model: soft prompts made from the CTR model&apos;s view of a row, prompt-augmented masked language modelling, and finetuning with or without the language model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt %1, QCustomPlot %2, LibTorch %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: GPL-3.0-or-later. Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First learning rate (Live)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or resume, step (Live)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step cursor by one point, with Shift by ten (chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step cursor to the first point, to the newest (chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in, zoom out, fit (chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic y axis (chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show curves, edit the note, delete (Runs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is what</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch %1 of %2 · %3 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reused from an earlier run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped at %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed at %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best checkpoint on test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the test rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finetune</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLM, CTR only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with PLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CTR only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC, log loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PA-MLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finetune with PLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finetune CTR only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookshop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MovieLens-1M</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MovieLens-100K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ActionRegistry</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ChartStack</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cursor follows the newest step and the charts fit (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curve starts with the first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first validation comes at the end of an epoch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate after schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No rate yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CTR side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PA-MLM loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked accuracy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No accuracy yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps to repeat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter runs     Tab fills in     Ctrl+Enter sets a shortcut     &gt; commands   @ runs   # options   : steps   ? help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only commands take a shortcut.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new keys for %1. Esc keeps the old ones, Backspace removes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to %2. Press other keys, or Esc.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has no shortcut now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2 now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ControlColumn</name>
    <message>
        <source>Stop now? The work since step %1 is lost; the checkpoint of that step is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop now? There is no checkpoint yet, so all of this run&apos;s training is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent; takes effect at the next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In force from step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping at the next step, then writing the checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for its turn. Stop takes it out of the queue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop discards the work since step %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop discards the work; no checkpoint yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masked loss at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause or resume at the next step (Space)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this many steps, then pause (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps to run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rates before the schedule; the chart shows them after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate, PLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient clip, 0 is off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the values in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left in this stage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validations without gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result on the test rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weighs each pair by the true probabilities; known for the invented sample only</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::DamagedFileWindow</name>
    <message>
        <source>Open a read-only copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, last changed %3. Nothing in it was changed now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A read-only copy holds every run, curve and note that can still be read. Checkpoints lie in the folder beside the file and are not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another file...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::DockArea</name>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 dock</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::EngineSession</name>
    <message>
        <source>%1 cannot be shown: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy is not saved: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventTableModel</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Event</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventsLane</name>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::HomePage</name>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is open read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs are kept in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the first run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train the built-in sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ClickPrompt&apos;s stages on a small invented data set whose truth is known. Nothing is downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train sample (Ctrl+Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One run: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs, one after the other: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MovieLens-1M folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ratings.dat, users.dat and movies.dat, as GroupLens ships them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder and train the preset on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch and steer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause, step, change a rate while it trains; every change is a flag on the curve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every run is a row with its settings, its test scores and your notes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stopped run goes on from its checkpoint, and the curves join without a seam.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files you open appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A workbench file holds all runs, curves, settings and notes. Copy it, mail it, open it read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No CUDA card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training uses the processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cores, %2 memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of MovieLens-1M</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::LivePage</name>
    <message>
        <source>Nothing is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves, log and controls of a run appear here as soon as it starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its curves and log come from the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch %1 = %2 × %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run failed before its first step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run failed at step %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept: the checkpoint of step %1, all curves and the log. Resume repeats %2 steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept: curves and log. There is no checkpoint to go on from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run cannot go on: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the lines in sight of the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::MainWindow</name>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is open for reading only: nothing that you do here is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy with all runs and checkpoints is at %1. Caches are left out; they are made again when needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample cannot be trained: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MovieLens-1M cannot be trained from %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (read only) - ClickPrompt Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy as...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 copy.cpw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving a copy as %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save keeps its work; it can go on later. Discard drops what came after its last checkpoint.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save keeps its work; it can go on later. Waiting runs (%1) are dropped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop to open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command &amp;palette</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save a copy as...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no edit to undo on this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no undone edit on this page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Train sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This build has no sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Stop and save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is stopping.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About ClickPrompt Workbench</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first page shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the page shown last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find or run a command    %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping %1, writing its checkpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 seed %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latest, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · epoch %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::MetricPlot</name>
    <message>
        <source>%1: %2 points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to first NaN of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PNG...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as SVG...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as PDF...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save visible points as CSV...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all points as CSV...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chart cannot be written to %1. Choose a folder that can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The points cannot be written to %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::NotesView</name>
    <message>
        <source>Note of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you want to remember of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::PreferencesWindow</name>
    <message>
        <source>%1 is not a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no config.json; choose the folder of one language model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no weights: no .safetensors and no pytorch_model.bin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and control &amp;size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at the next start, on top of the scale of the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing of new charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;moothing of charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders with a language model as Hugging Face has them: BERT, RoBERTa or DistilBERT, with config.json, weights and tokenizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders of language models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add language model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RateEditor</name>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunFeed</name>
    <message>
        <source>Went on from step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 taken from an earlier run with the same settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 starts, %2 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not a finite number at step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation at step %1: AUC %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation at step %1: masked loss %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; in force from step %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resumed at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint written at step %1, the best so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checkpoint written at step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 finished in %2, %3 rows/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step %1 and saved; can go on from there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at step %1; the work since the last checkpoint is discarded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed at step %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunSource</name>
    <message>
        <source>Run %1 &quot;%2&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AUC %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsModel</name>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test AUC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsPage</name>
    <message>
        <source>Show curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by any word of a row, for example dcn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runs in this file yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run appears here as soon as it starts, with its settings, its scores and its curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All runs are still in the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 run in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this run on the Live page (double click)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select the runs to delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the selected runs (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run that trains or waits cannot be deleted. Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 with its curves, log and checkpoints? This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete %1 runs with their curves, logs and checkpoints? This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsTable</name>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsModel</name>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsPanel</name>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All to default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command to change its keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 belongs to %2 already; press other keys or change those first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Queue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step cursor</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sparkline</name>
    <message>
        <source>Throughput, newest values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::StageCell</name>
    <message>
        <source>Show the curves of this stage</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>cpw::ui::ValueTableModel</name>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
