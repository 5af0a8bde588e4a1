<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CommandSource</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Not possible at present.</source>
        <translation>目前无法执行。</translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message>
        <source>Use %1</source>
        <translation>改用 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Turn it off</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>HelpSource</name>
    <message>
        <source>What is PA-MLM?</source>
        <translation>什么是 PA-MLM？</translation>
    </message>
    <message>
        <source>Prompt-augmented masked language modelling. Some tokens of a row&apos;s sentence are hidden, and the language model has to guess them with the help of soft prompts made by the CTR side from the same row. So both sides learn from each other before anything is finetuned.</source>
        <translation>提示增强的掩码语言建模。一行数据写成的句子中有些词元被遮住，语言模型要借助 CTR 一侧由同一行生成的软提示把它们猜出来。这样，双方在微调之前就互相学习。</translation>
    </message>
    <message>
        <source>What are soft prompts?</source>
        <translation>什么是软提示？</translation>
    </message>
    <message>
        <source>Vectors that the CTR side makes from the fields of a row and puts before the text: as keys and values of every layer, as hidden states, or before the tokens. They carry what ids and combinations of fields say and words do not.</source>
        <translation>CTR 一侧由一行的各个字段生成、放在文本之前的向量：可以作为每一层的键和值、作为隐藏状态，或放在词元之前。它们带来编号和字段组合所含而文字没有的信息。</translation>
    </message>
    <message>
        <source>What are the three arms of the sample?</source>
        <translation>示例的三个分支是什么？</translation>
    </message>
    <message>
        <source>The same data trained three ways: the CTR model from scratch; the CTR model alone after PA-MLM, at the same cost of serving; and the CTR model together with the language model. Their test AUC shows what each way brings.</source>
        <translation>同一份数据用三种方式训练：CTR 模型从零开始；PA-MLM 之后单独使用 CTR 模型，上线成本不变；CTR 模型与语言模型一起使用。它们的测试 AUC 说明每种方式的收益。</translation>
    </message>
    <message>
        <source>What is the step cursor?</source>
        <translation>什么是步数游标？</translation>
    </message>
    <message>
        <source>One position on the training axis that every chart, the log and the sidebar share. Drag it in a chart, move it with the arrow keys, or type : and a step here. Until then it follows the newest step.</source>
        <translation>训练轴上的一个位置，所有图表、日志和侧边栏共用。可以在图表中拖动，用方向键移动，或在这里输入冒号和步数。在此之前它跟随最新的一步。</translation>
    </message>
    <message>
        <source>Which values change while a run trains?</source>
        <translation>训练过程中可以改变哪些值？</translation>
    </message>
    <message>
        <source>Learning rates, weight decay, gradient clip and what is frozen. A change takes effect at the next step, is drawn as a flag on the curves and is kept with the run as an event.</source>
        <translation>学习率、权重衰减、梯度裁剪以及冻结的部分。改动从下一步起生效，在曲线上画成一面小旗，并作为事件保存在运行中。</translation>
    </message>
    <message>
        <source>What is kept when a run stops?</source>
        <translation>运行停止时会保留什么？</translation>
    </message>
    <message>
        <source>Stop and save writes a checkpoint first: the run goes on later with the same numbers as if it had never stopped. Stop drops what came after the last checkpoint. Curves, events and the log stay in the file in both cases.</source>
        <translation>“停止并保存”先写检查点：之后继续运行，结果与从未停止时完全相同。“停止”会丢弃最后一个检查点之后的内容。两种情况下，曲线、事件和日志都留在文件里。</translation>
    </message>
    <message>
        <source>What is in a workbench file?</source>
        <translation>工作台文件里有什么？</translation>
    </message>
    <message>
        <source>One SQLite file (.cpw) holds runs, curves, events, notes, templates and layouts. Checkpoints and caches lie in the folder of the same name with .d at its end; keep the two together.</source>
        <translation>一个 SQLite 文件（.cpw）保存运行、曲线、事件、备注、模板和布局。检查点和缓存放在同名、以 .d 结尾的文件夹中；两者要放在一起。</translation>
    </message>
    <message>
        <source>How does the command palette work?</source>
        <translation>命令面板怎么用？</translation>
    </message>
    <message>
        <source>Type words in any order; commands, runs, events, options and help are searched together, what you used lately first. Start with &gt; for commands, @ for runs, : for a step or epoch, # for options, ? for help. Ctrl+Enter gives the chosen command other keys. A command that cannot run says why.</source>
        <translation>以任意顺序输入词语；命令、运行、事件、选项和帮助一起搜索，最近用过的排在前面。以 &gt; 开头只找命令，@ 找运行，: 找步数或轮次，# 找选项，? 找帮助。Ctrl+Enter 为选中的命令设置新的快捷键。不能执行的命令会说明原因。</translation>
    </message>
    <message>
        <source>What do AUC and log loss say?</source>
        <translation>AUC 和对数损失说明什么？</translation>
    </message>
    <message>
        <source>AUC is the share of pairs of a clicked and an unclicked row that the model puts in the right order: 0.5 is chance. Log loss judges the probabilities themselves; lower is better. Both are of rows that the model has not seen.</source>
        <translation>AUC 是一条点击行与一条未点击行组成的行对中，模型排序正确的比例：0.5 相当于随机。对数损失评价概率本身，越低越好。两者都在模型没有见过的行上计算。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>What does Inspect compare?</source>
        <translation>“查看”页对比什么？</translation>
    </message>
    <message>
        <source>A row under the checkpoint at the step cursor is A. B is what &quot;Pin as B&quot; kept, another checkpoint, or another run of the same data. Errors measures slices of both; A and B shows the row side by side. Attention shows where a head looks, not why the model decides; before a stage has learnt clicks its probability is marked as untrained.</source>
        <translation>步游标所在检查点下的行是 A。B 是“固定为 B”保留的内容、另一个检查点，或同一数据的另一个运行。“误差”衡量两者的各切片；“A 与 B”并排显示该行。注意力显示头看向哪里，而不是模型为何这样判断；在某个阶段学会点击之前，其概率会标为未训练。</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
</context>
<context>
    <name>LengthTexts</name>
    <message>
        <source>No row is too long then.</source>
        <translation>这样就没有过长的行了。</translation>
    </message>
    <message>
        <source>One row stays too long.</source>
        <translation>还有一行过长。</translation>
    </message>
    <message>
        <source>%1 rows stay too long.</source>
        <translation>还有 %1 行过长。</translation>
    </message>
    <message>
        <source>Raise the maximum to %1</source>
        <translation>把上限提高到 %1</translation>
    </message>
    <message>
        <source>Give the model %1 positions</source>
        <translation>给模型 %1 个位置</translation>
    </message>
    <message>
        <source>The language model is made from scratch; a row of its position table is one more token that it can read.</source>
        <translation>语言模型是从头建立的；位置表每多一行，它就能多读一个词元。</translation>
    </message>
    <message>
        <source>Leave %1 out</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>It takes most of the sentence: %1 tokens of a row in the mean. The CTR model reads the field as before.</source>
        <translation>它占句子的大部分：平均每行 %1 个词元。CTR 模型照旧读取该字段。</translation>
    </message>
</context>
<context>
    <name>OptionSource</name>
    <message>
        <source>%1, now %2</source>
        <translation>%1，现为 %2</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>from scratch, %1 layers of %2</source>
        <translation>从零开始，%1 层，宽 %2</translation>
    </message>
    <message>
        <source>what is what, all fields</source>
        <translation>“字段是值”，全部字段</translation>
    </message>
    <message>
        <source>%1 segments</source>
        <translation>%1 个片段</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 epochs, batch %2</source>
        <translation>%1 轮，批量 %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
</context>
<context>
    <name>StepSource</name>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Event: %1</source>
        <translation>事件：%1</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Epoch %1</source>
        <translation>第 %1 轮</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>&quot;%1&quot; came too late: the run is not training here</source>
        <translation>“%1”来得太晚：该运行不在这里训练</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has %2 values, expected at most %3</source>
        <translation>“%1”有 %2 个值，最多应为 %3 个</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has an empty value; expected such as 1e-4, 3e-4 or 1..5</source>
        <translation>“%1”有空值；应为例如 1e-4, 3e-4 或 1..5</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a range of numbers that are not whole; say how many values, such as %2 x5</source>
        <translation>“%1”是非整数的范围；请说明取多少个值，例如 %2 x5</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is in no segment, the language model does not read it</source>
        <translation>“%1”不在任何片段中，语言模型读不到它</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a backbone, expected one of %2</source>
        <translation>“%1”不是骨干网络，应为以下之一：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a field of this data set</source>
        <translation>“%1”不是此数据集的字段</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a preset; known: %2</source>
        <translation>“%1”不是预设；已知的有：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a range; expected such as 1..5 or 1e-5..1e-3 x5</source>
        <translation>“%1”不是范围；应为例如 1..5 或 1e-5..1e-3 x5</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a rising range of 2 to %2 values</source>
        <translation>“%1”不是 2 到 %2 个值的递增范围</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an option here; known: %2</source>
        <translation>“%1”不是这里的选项；已知的有：%2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an option of %2</source>
        <translation>“%1”不是 %2 的选项</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here; known: id, options</source>
        <translation>这里没有“%1”；已知的有：id、options</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is worded twice</source>
        <translation>“%1”被写了两次</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names %2 twice; expected each value once</source>
        <translation>“%1”中 %2 出现两次；每个值应只出现一次</translation>
    </message>
    <message>
        <source>%1 %2 in the spec: %3</source>
        <translation>设定中的 %1 %2：%3</translation>
    </message>
    <message>
        <source>%1 %2 of a stage that was over at step %3: the change does nothing</source>
        <translation>%1 %2属于在第 %3 步已结束的阶段：此更改不起作用</translation>
    </message>
    <message>
        <source>%1 (Arrow&apos;s type %2)</source>
        <translation>%1（Arrow 类型 %2）</translation>
    </message>
    <message>
        <source>%1 CUDA cards, cuda:0 to cuda:%2</source>
        <translation>%1 块 CUDA 显卡，cuda:0 到 cuda:%2</translation>
    </message>
    <message>
        <source>%1 books are of a work that is not among the works; its facts are &quot;unknown&quot;</source>
        <translation>%1 本书所属的作品不在作品表中；其信息记为“unknown”</translation>
    </message>
    <message>
        <source>%1 books have no genre; it is &quot;unknown&quot;</source>
        <translation>%1 本书没有类型；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 books have no publication year of four digits between %2 and %3; it is &quot;unknown&quot;</source>
        <translation>%1 本书没有 %2 到 %3 之间的四位出版年份；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 books have no publication year of four digits; it is &quot;unknown&quot;</source>
        <translation>%1 本书没有四位出版年份；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 books name no author; it is &quot;unknown&quot;</source>
        <translation>%1 本书没有写作者；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 books of %2 had their author in the title and the columns behind it one place to the left; they were put right</source>
        <translation>%2 中有 %1 本书的作者写在书名里，其后各列左移了一位；已纠正</translation>
    </message>
    <message>
        <source>%1 books of %2 have the ISBN of another one, letters and digits only; the first line counts</source>
        <translation>%2 中有 %1 本书的 ISBN（只看字母和数字）与另一本相同；以第一行为准</translation>
    </message>
    <message>
        <source>%1 books read from %2</source>
        <translation>从 %2 读入 %1 本书</translation>
    </message>
    <message>
        <source>%1 cannot be read further</source>
        <translation>%1 无法继续读取</translation>
    </message>
    <message>
        <source>%1 feature ids for %2 fields, expected at least one for each</source>
        <translation>%2 个字段只有 %1 个特征编号，每个字段至少应有一个</translation>
    </message>
    <message>
        <source>%1 has %2 buckets, not %3, because many of its numbers are equal</source>
        <translation>%1 有 %2 个分桶而不是 %3 个，因为其中许多数相等</translation>
    </message>
    <message>
        <source>%1 has changed since</source>
        <translation>%1 此后有改动</translation>
    </message>
    <message>
        <source>%1 has more than %2 rows, the most a data set can hold; set maximum_rows</source>
        <translation>%1 超过 %2 行，这是数据集的上限；请设置 maximum_rows</translation>
    </message>
    <message>
        <source>%1 has no checkpoint at step %2 or before; the first one on disk is of step %3</source>
        <translation>%1 在第 %2 步及之前没有检查点；磁盘上第一个属于第 %3 步</translation>
    </message>
    <message>
        <source>%1 has no checkpoint on disk; wait for the first one, or ask for one with &quot;checkpoint&quot;</source>
        <translation>%1 在磁盘上没有检查点；请等待第一个，或用“checkpoint”要求写一个</translation>
    </message>
    <message>
        <source>%1 has no column %2%3; its columns: %4</source>
        <translation>%1 没有列 %2%3；它的列：%4</translation>
    </message>
    <message>
        <source>%1 has no column %2, which the training file has; its columns: %3</source>
        <translation>%1 没有训练文件所具有的列 %2；它的列：%3</translation>
    </message>
    <message>
        <source>%1 has no column %2; its only column is %3: is the separator really %4?</source>
        <translation>%1 没有列 %2；它唯一的列是 %3：分隔符真的是 %4 吗？</translation>
    </message>
    <message>
        <source>%1 has no column %2; set %3 to one of: %4</source>
        <translation>%1 没有列 %2；请把 %3 设为以下之一：%4</translation>
    </message>
    <message>
        <source>%1 has no column %2; set label.column to one of: %3</source>
        <translation>%1 没有列 %2；请把 label.column 设为以下之一：%3</translation>
    </message>
    <message>
        <source>%1 has no key &quot;%2&quot; in its first lines; set label.column to one of: %3</source>
        <translation>%1 的前几行没有键“%2”；请把 label.column 设为以下之一：%3</translation>
    </message>
    <message>
        <source>%1 has no key besides the label, expected at least one field</source>
        <translation>%1 除标签外没有其他键，至少应有一个字段</translation>
    </message>
    <message>
        <source>%1 has no rows to split</source>
        <translation>%1 没有可划分的行</translation>
    </message>
    <message>
        <source>%1 has no separator that cuts its lines into columns (tried :: tab ; , |); choose source and separator by hand</source>
        <translation>%1 没有能把行切成列的分隔符（试过 :: 制表符 ; , |）；请手动选择来源和分隔符</translation>
    </message>
    <message>
        <source>%1 has no times: a split by time is not possible</source>
        <translation>%1 没有时间：无法按时间划分</translation>
    </message>
    <message>
        <source>%1 has no training rows, expected at least one</source>
        <translation>%1 没有训练行，至少应有一行</translation>
    </message>
    <message>
        <source>%1 has no value to try</source>
        <translation>%1 没有可试的值</translation>
    </message>
    <message>
        <source>%1 has two columns named %2 or one without a name, expected different names</source>
        <translation>%1 有两列同名 %2 或有一列没有名称，名称应互不相同</translation>
    </message>
    <message>
        <source>%1 hold no number in %2; they have a bucket of their own</source>
        <translation>%1在 %2 中没有数；它们单独占一个分桶</translation>
    </message>
    <message>
        <source>%1 hold no value in %2; they count as out-of-vocabulary</source>
        <translation>%1在 %2 中没有值；按词表外处理</translation>
    </message>
    <message>
        <source>%1 holds no %2 (nor %3), expected the %4</source>
        <translation>%1 中没有 %2（也没有 %3），应为%4</translation>
    </message>
    <message>
        <source>%1 holds no %2, expected the %3</source>
        <translation>%1 中没有 %2，应为%3</translation>
    </message>
    <message>
        <source>%1 holds no rows, expected at least one</source>
        <translation>%1 没有行，至少应有一行</translation>
    </message>
    <message>
        <source>%1 holds only empty lines, expected rows</source>
        <translation>%1 只有空行，应有数据行</translation>
    </message>
    <message>
        <source>%1 holds the files of no data set that is known here; choose a file of rows instead</source>
        <translation>%1 中没有这里已知数据集的文件；请改选一个按行存放的文件</translation>
    </message>
    <message>
        <source>%1 is %2, expected %3</source>
        <translation>%1 为 %2，应为 %3</translation>
    </message>
    <message>
        <source>%1 is %2, expected the %3</source>
        <translation>%1 为 %2，应为%3</translation>
    </message>
    <message>
        <source>%1 is UTF-16 text, expected UTF-8 or Latin-1; save it as UTF-8</source>
        <translation>%1 是 UTF-16 文本，应为 UTF-8 或 Latin-1；请另存为 UTF-8</translation>
    </message>
    <message>
        <source>%1 is empty, expected lines of values separated by %2</source>
        <translation>%1 为空，应为以 %2 分隔的各行值</translation>
    </message>
    <message>
        <source>%1 is not there; choose a file or folder that exists</source>
        <translation>%1 不存在；请选择已有的文件或文件夹</translation>
    </message>
    <message>
        <source>%1 is of stage %2, but %3 has %4 stages; the folder belongs to another run</source>
        <translation>%1 属于第 %2 阶段，但 %3 有 %4 个阶段；该文件夹属于另一个运行</translation>
    </message>
    <message>
        <source>%1 items have code of a page as their title; it is &quot;unknown&quot;</source>
        <translation>%1 个物品的标题是网页代码；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 items have no brand; it is &quot;unknown&quot;</source>
        <translation>%1 个物品没有品牌；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 items have no category; it is &quot;unknown&quot;</source>
        <translation>%1 个物品没有类别；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 items have no title; it is &quot;unknown&quot;</source>
        <translation>%1 个物品没有标题；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 lines describe a book again; the first counts</source>
        <translation>%1 行重复描述图书；以第一行为准</translation>
    </message>
    <message>
        <source>%1 lines of %2 describe an item again; the first counts</source>
        <translation>%2 中有 %1 行重复描述物品；以第一行为准</translation>
    </message>
    <message>
        <source>%1 lines of %2 have a value that ends with a backslash; they were read so</source>
        <translation>%2 中有 %1 行的值以反斜杠结尾；按原样读入</translation>
    </message>
    <message>
        <source>%1 lines read from %2</source>
        <translation>从 %2 读入 %1 行</translation>
    </message>
    <message>
        <source>%1 lines were left out in all because they cannot be read</source>
        <translation>共有 %1 行因无法读取而略去</translation>
    </message>
    <message>
        <source>%1 movies have no genre; it is &quot;unknown&quot;</source>
        <translation>%1 部电影没有类型；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 needs a path: the %2</source>
        <translation>%1 需要路径：%2</translation>
    </message>
    <message>
        <source>%1 needs a path: the file with the rows</source>
        <translation>%1 需要路径：存放各行的文件</translation>
    </message>
    <message>
        <source>%1 of %2 books are described by %3</source>
        <translation>%2 本书中有 %1 本由 %3 描述</translation>
    </message>
    <message>
        <source>%1 of %2 items are described by the %3 lines of %4</source>
        <translation>%2 个物品中有 %1 个由 %4 的 %3 行描述</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>%1 of %2 test rows have the values of a training row in every field; a model may remember their label</source>
        <translation>%2 个测试行中有 %1 行的所有字段与某训练行相同；模型可能记住其标签</translation>
    </message>
    <message>
        <source>%1 of %2 training rows are later than the earliest test row; split by time if the model is to predict the future</source>
        <translation>%2 个训练行中有 %1 行晚于最早的测试行；若模型要预测未来，请按时间划分</translation>
    </message>
    <message>
        <source>%1 of %2 values of %3 have an id and no training row, because data.vocabulary is all</source>
        <translation>%3 的 %2 个值中有 %1 个有编号却没有训练行，因为 data.vocabulary 为 all</translation>
    </message>
    <message>
        <source>%1 ratings are of a book that is not among the books; they were %2</source>
        <translation>%1 个评分所属的书不在书目中；已按“%2”处理</translation>
    </message>
    <message>
        <source>%1 ratings are of a user that is not among the users; they were %2</source>
        <translation>%1 个评分所属的用户不在用户表中；已按“%2”处理</translation>
    </message>
    <message>
        <source>%1 ratings are of books that %2 does not hold; they were left out</source>
        <translation>%1 个评分所属的书不在 %2 中；已略去</translation>
    </message>
    <message>
        <source>%1 ratings are of items that the metadata does not hold; they were left out</source>
        <translation>%1 个评分所属的物品不在元数据中；已略去</translation>
    </message>
    <message>
        <source>%1 ratings are of the %2 items whose title or brand is not ASCII; they were left out</source>
        <translation>%1 个评分属于标题或品牌不是 ASCII 的 %2 个物品；已略去</translation>
    </message>
    <message>
        <source>%1 ratings are outside the core of users with %2 and items with %3 ratings; they were left out</source>
        <translation>%1 个评分在核心（用户至少 %2 个、物品至少 %3 个评分）之外；已略去</translation>
    </message>
    <message>
        <source>%1 ratings have a book number that %2 does not hold; they were left out</source>
        <translation>%1 个评分的书号不在 %2 中；已略去</translation>
    </message>
    <message>
        <source>%1 ratings have an ISBN without a letter or digit; they were left out</source>
        <translation>%1 个评分的 ISBN 没有字母或数字；已略去</translation>
    </message>
    <message>
        <source>%1 ratings have no stars; they were %2</source>
        <translation>%1 个评分没有星级；已按“%2”处理</translation>
    </message>
    <message>
        <source>%1 ratings lack the wanted time; that of adding the book is taken</source>
        <translation>%1 个评分缺少所需的时间；取加入该书的时间</translation>
    </message>
    <message>
        <source>%1 ratings name a %2 that %3 does not hold; they were left out</source>
        <translation>%1 个评分所指的 %2 不在 %3 中；已略去</translation>
    </message>
    <message>
        <source>%1 ratings name a movie that movies.csv does not hold; they were left out</source>
        <translation>%1 个评分所指的电影不在 movies.csv 中；已略去</translation>
    </message>
    <message>
        <source>%1 ratings repeat one of the same user and book; they were %2</source>
        <translation>%1 个评分与同一用户对同一本书的评分重复；已按“%2”处理</translation>
    </message>
    <message>
        <source>%1 ratings repeat one of the same user and item %2; they were left out</source>
        <translation>%1 个评分与同一用户对同一物品%2的评分重复；已略去</translation>
    </message>
    <message>
        <source>%1 rows but %2 order keys, %3 parts, %4 true probabilities</source>
        <translation>有 %1 行，却有 %2 个次序键、%3 个部分、%4 个真实概率</translation>
    </message>
    <message>
        <source>%1 times a book names an author that is not among the authors; the name is &quot;unknown&quot;</source>
        <translation>图书有 %1 次写到不在作者表中的作者；其名记为“unknown”</translation>
    </message>
    <message>
        <source>%1 users are in %2 more than once; the first line counts</source>
        <translation>%1 个用户在 %2 中出现多次；以第一行为准</translation>
    </message>
    <message>
        <source>%1 users have an age below %2 or above %3; it is &quot;unknown&quot;</source>
        <translation>%1 个用户的年龄低于 %2 或高于 %3；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 users have no age; it is &quot;unknown&quot;</source>
        <translation>%1 个用户没有年龄；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 users have no location that names a country; it is &quot;unknown&quot;</source>
        <translation>%1 个用户的所在地没有写明国家；记为“unknown”</translation>
    </message>
    <message>
        <source>%1 users read from %2</source>
        <translation>从 %2 读入 %1 个用户</translation>
    </message>
    <message>
        <source>%1.field is %2, of whose training rows %3 hold a number and %4 another text%5, expected more numbers than other texts; take it out of data.numeric, then it is a category</source>
        <translation>%1.field 为 %2，其训练行中 %3 行是数，%4 行是其他文本%5，数应多于其他文本；把它移出 data.numeric 后即作类别</translation>
    </message>
    <message>
        <source>%1.field is %2, which is no field of %3; known: %4</source>
        <translation>%1.field 为 %2，它不是 %3 的字段；已知的有：%4</translation>
    </message>
    <message>
        <source>%1/config.json names no max_position_embeddings; choose the folder of a BERT-like model</source>
        <translation>%1/config.json 没有写 max_position_embeddings；请选择类 BERT 模型的文件夹</translation>
    </message>
    <message>
        <source>%1: %2 column%3, expected %4; %5</source>
        <translation>%1：%2 列%3，应为 %4；%5</translation>
    </message>
    <message>
        <source>%1: %2 columns, but the option columns names %3</source>
        <translation>%1：有 %2 列，但选项 columns 列出 %3 列</translation>
    </message>
    <message>
        <source>%1: column %2 has no name; name it, or set the option header to false</source>
        <translation>%1：第 %2 列没有名称；请命名，或把选项 header 设为 false</translation>
    </message>
    <message>
        <source>%1: id %2 is there for the second time, expected each once</source>
        <translation>%1：编号 %2 第二次出现，每个应只出现一次</translation>
    </message>
    <message>
        <source>%1: the label column %2 holds %3, expected a number</source>
        <translation>%1：标签列 %2 的值是 %3，应为数</translation>
    </message>
    <message>
        <source>%1: the rating is %2, expected a number</source>
        <translation>%1：评分为 %2，应为数</translation>
    </message>
    <message>
        <source>%1: the record is longer than %2 bytes, expected lines of values; is a quote open?</source>
        <translation>%1：该记录超过 %2 字节，应为按行的值；是否有引号未闭合？</translation>
    </message>
    <message>
        <source>%1: the text is not UTF-8; save the file as UTF-8 or set the option encoding to latin1</source>
        <translation>%1：文本不是 UTF-8；请把文件存为 UTF-8，或把选项 encoding 设为 latin1</translation>
    </message>
    <message>
        <source>%1: the time is %2, expected a whole number</source>
        <translation>%1：时间为 %2，应为整数</translation>
    </message>
    <message>
        <source>%1: two columns are named %2, expected different names</source>
        <translation>%1：有两列同名 %2，名称应互不相同</translation>
    </message>
    <message>
        <source>%1; correct it, or let source_options.skip_bad_lines leave some out</source>
        <translation>%1；请改正，或用 source_options.skip_bad_lines 略去若干行</translation>
    </message>
    <message>
        <source>%1; more than %2 lines cannot be read</source>
        <translation>%1；有超过 %2 行无法读取</translation>
    </message>
    <message>
        <source>1 or %1, as channels has</source>
        <translation>1 个或 %1 个，与 channels 相同</translation>
    </message>
    <message>
        <source>1 to %1 numbers between %2 and %3</source>
        <translation>1 到 %1 个介于 %2 和 %3 之间的数</translation>
    </message>
    <message>
        <source>Add at least one: pa_mlm, finetune_with_plm or finetune_ctr.</source>
        <translation>请至少添加一个：pa_mlm、finetune_with_plm 或 finetune_ctr。</translation>
    </message>
    <message>
        <source>Add it, or leave it out on purpose.</source>
        <translation>请添加它，或有意略去它。</translation>
    </message>
    <message>
        <source>Amazon reviews</source>
        <translation>Amazon 评论</translation>
    </message>
    <message>
        <source>Amazon reviews need</source>
        <translation>Amazon 评论需要</translation>
    </message>
    <message>
        <source>Amazon-Toys, the paper&apos;s settings, every backbone</source>
        <translation>Amazon-Toys，论文的设定，所有骨干网络</translation>
    </message>
    <message>
        <source>As movielens_1m with a language model of 2 layers and 64 units, for trying on a processor. Give the folder with ratings.dat, users.dat and movies.dat as data.path (--data-path).</source>
        <translation>与 movielens_1m 相同，但语言模型只有 2 层 64 单元，便于在处理器上试用。用 data.path（--data-path）给出含 ratings.dat、users.dat 和 movies.dat 的文件夹。</translation>
    </message>
    <message>
        <source>At most %1 rows fit at once: a batch of %2 needs an accumulation of %3.</source>
        <translation>一次最多放得下 %1 行：批大小 %2 需要累积 %3 次。</translation>
    </message>
    <message>
        <source>Book-Crossing needs</source>
        <translation>Book-Crossing 需要</translation>
    </message>
    <message>
        <source>BookCrossing, the paper&apos;s settings, every backbone</source>
        <translation>BookCrossing，论文的设定，所有骨干网络</translation>
    </message>
    <message>
        <source>Bookshop</source>
        <translation>书店</translation>
    </message>
    <message>
        <source>Bookshop sample: three arms, one PA-MLM</source>
        <translation>书店示例：三个分支，共用一次 PA-MLM</translation>
    </message>
    <message>
        <source>CUDA card %1</source>
        <translation>CUDA 显卡 %1</translation>
    </message>
    <message>
        <source>Change one of the two.</source>
        <translation>请更改二者之一。</translation>
    </message>
    <message>
        <source>Change the heads or a width.</source>
        <translation>请更改头数或某个宽度。</translation>
    </message>
    <message>
        <source>Choose a data set with categorical fields.</source>
        <translation>请选择含类别字段的数据集。</translation>
    </message>
    <message>
        <source>Choose another backbone or a data set with more fields.</source>
        <translation>请选择另一个骨干网络，或字段更多的数据集。</translation>
    </message>
    <message>
        <source>Choose one of them.</source>
        <translation>请选择其中之一。</translation>
    </message>
    <message>
        <source>Comma-separated values</source>
        <translation>逗号分隔的值</translation>
    </message>
    <message>
        <source>DCNv2 alone, after PA-MLM</source>
        <translation>PA-MLM 之后，仅 DCNv2</translation>
    </message>
    <message>
        <source>DCNv2 from scratch</source>
        <translation>从头训练 DCNv2</translation>
    </message>
    <message>
        <source>Encode the data set again.</source>
        <translation>请重新编码数据集。</translation>
    </message>
    <message>
        <source>Every line is an object; the first %1 lines have %2 keys.</source>
        <translation>每一行是一个对象；前 %1 行有 %2 个键。</translation>
    </message>
    <message>
        <source>Give it with --data-path.</source>
        <translation>请用 --data-path 给出。</translation>
    </message>
    <message>
        <source>Give plm.folder or plm.scratch, or use trunk.</source>
        <translation>请给出 plm.folder 或 plm.scratch，或使用 trunk。</translation>
    </message>
    <message>
        <source>GoodReads needs</source>
        <translation>GoodReads 需要</translation>
    </message>
    <message>
        <source>GoodReads, the paper&apos;s settings, every backbone</source>
        <translation>GoodReads，论文的设定，所有骨干网络</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>Leave it off, or use a CUDA card.</source>
        <translation>请保持关闭，或使用 CUDA 显卡。</translation>
    </message>
    <message>
        <source>Leave one of them.</source>
        <translation>请只留其中一个。</translation>
    </message>
    <message>
        <source>Leave the last ones out.</source>
        <translation>请去掉最后几个。</translation>
    </message>
    <message>
        <source>Lower one of them.</source>
        <translation>请减小其中之一。</translation>
    </message>
    <message>
        <source>Lower one of them; the rest is test.</source>
        <translation>请减小其中之一；其余为测试。</translation>
    </message>
    <message>
        <source>Making the tokenizer</source>
        <translation>正在构建分词器</translation>
    </message>
    <message>
        <source>MovieLens-100K: four arms in minutes on a laptop</source>
        <translation>MovieLens-100K：笔记本上几分钟跑完四个分支</translation>
    </message>
    <message>
        <source>MovieLens-1M, the paper&apos;s settings, every backbone</source>
        <translation>MovieLens-1M，论文的设定，所有骨干网络</translation>
    </message>
    <message>
        <source>MovieLens-1M: three arms with a very small language model</source>
        <translation>MovieLens-1M：三个分支，极小的语言模型</translation>
    </message>
    <message>
        <source>MovieLens-1M: three arms, one PA-MLM of a small language model</source>
        <translation>MovieLens-1M：三个分支，共用一次小语言模型的 PA-MLM</translation>
    </message>
    <message>
        <source>Name a metric, such as masked_loss for pa_mlm or auc when finetuning.</source>
        <translation>请指定一个指标，例如 pa_mlm 用 masked_loss，微调用 auc。</translation>
    </message>
    <message>
        <source>No column holds times: the split is random with seed %1.</source>
        <translation>没有存放时间的列：按种子 %1 随机划分。</translation>
    </message>
    <message>
        <source>No column looks like a label; choose one.</source>
        <translation>没有像标签的列；请选择一个。</translation>
    </message>
    <message>
        <source>PA-MLM and finetuning with RoBERTa-base as the paper and its scripts have it; hours on a graphics card. Give the folder of MovieLens-1M as data.path (--data-path) and the language model&apos;s folder as plm.folder (--set plm.folder=PATH).</source>
        <translation>按论文及其脚本用 RoBERTa-base 做 PA-MLM 和微调；在显卡上需数小时。用 data.path（--data-path）给出 MovieLens-1M 的文件夹，用 plm.folder（--set plm.folder=PATH）给出语言模型的文件夹。</translation>
    </message>
    <message>
        <source>PA-MLM and finetuning with RoBERTa-base as the paper and its scripts have it; hours on a graphics card. Give the folder or archive with the ratings, users and books of Book-Crossing as data.path (--data-path) and the language model&apos;s folder as plm.folder (--set plm.folder=PATH).</source>
        <translation>按论文及其脚本用 RoBERTa-base 做 PA-MLM 和微调；在显卡上需数小时。用 data.path（--data-path）给出含 Book-Crossing 评分、用户和图书的文件夹或压缩包，用 plm.folder（--set plm.folder=PATH）给出语言模型的文件夹。</translation>
    </message>
    <message>
        <source>PA-MLM and finetuning with RoBERTa-base as the paper and its scripts have it; hours on a graphics card. Give the folder with Toys_and_Games.json.gz and meta_Toys_and_Games.json.gz (or those of 2014) as data.path (--data-path) and the language model&apos;s folder as plm.folder (--set plm.folder=PATH).</source>
        <translation>按论文及其脚本用 RoBERTa-base 做 PA-MLM 和微调；在显卡上需数小时。用 data.path（--data-path）给出含 Toys_and_Games.json.gz 和 meta_Toys_and_Games.json.gz（或 2014 年版）的文件夹，用 plm.folder（--set plm.folder=PATH）给出语言模型的文件夹。</translation>
    </message>
    <message>
        <source>PA-MLM and finetuning with RoBERTa-base as the paper and its scripts have it; hours on a graphics card. Give the folder with goodreads_interactions_dedup.json.gz, goodreads_books.json.gz, authors, works and genres as data.path (--data-path) and the language model&apos;s folder as plm.folder (--set plm.folder=PATH).</source>
        <translation>按论文及其脚本用 RoBERTa-base 做 PA-MLM 和微调；在显卡上需数小时。用 data.path（--data-path）给出含 goodreads_interactions_dedup.json.gz、goodreads_books.json.gz、authors、works 和 genres 的文件夹，用 plm.folder（--set plm.folder=PATH）给出语言模型的文件夹。</translation>
    </message>
    <message>
        <source>Parquet file with a label column</source>
        <translation>带标签列的 Parquet 文件</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Rating 3 dropped, 4 and 5 positive, random 8:1:1, a language model of 2 layers and 64 units. Give the folder with u.data, u.user and u.item as data.path (--data-path).</source>
        <translation>去掉评分 3，4 和 5 为正，随机 8:1:1，语言模型为 2 层 64 单元。用 data.path（--data-path）给出含 u.data、u.user 和 u.item 的文件夹。</translation>
    </message>
    <message>
        <source>Rating 3 dropped, 4 and 5 positive, random 8:1:1. Give the folder with ratings.dat, users.dat and movies.dat as data.path (--data-path).</source>
        <translation>去掉评分 3，4 和 5 为正，随机 8:1:1。用 data.path（--data-path）给出含 ratings.dat、users.dat 和 movies.dat 的文件夹。</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Remove it or correct its name.</source>
        <translation>请移除它或改正名称。</translation>
    </message>
    <message>
        <source>Remove it, or choose one of the data set&apos;s fields.</source>
        <translation>请移除它，或从数据集的字段中选择。</translation>
    </message>
    <message>
        <source>Remove it.</source>
        <translation>请移除它。</translation>
    </message>
    <message>
        <source>Remove one of the two.</source>
        <translation>请移除二者之一。</translation>
    </message>
    <message>
        <source>Remove one of them.</source>
        <translation>请移除其中之一。</translation>
    </message>
    <message>
        <source>Remove the repeated ones.</source>
        <translation>请移除重复的。</translation>
    </message>
    <message>
        <source>Set one of them above 0.</source>
        <translation>请把其中之一设为大于 0。</translation>
    </message>
    <message>
        <source>Set one of them to 0.</source>
        <translation>请把其中之一设为 0。</translation>
    </message>
    <message>
        <source>Set the rate above 0, or the weight to 0.</source>
        <translation>请把比例设为大于 0，或把权重设为 0。</translation>
    </message>
    <message>
        <source>Splitting and encoding</source>
        <translation>正在划分和编码</translation>
    </message>
    <message>
        <source>Tab-separated values</source>
        <translation>制表符分隔的值</translation>
    </message>
    <message>
        <source>Take 2, which fits every height.</source>
        <translation>请取 2，它适合任何高度。</translation>
    </message>
    <message>
        <source>The %1 holds the files of %2.</source>
        <translation>此 %1 含有 %2 的文件。</translation>
    </message>
    <message>
        <source>The built-in data set with planted truth. CTR model from scratch, CTR model alone after PA-MLM, and with the language model after PA-MLM.</source>
        <translation>内置的、真值已知的数据集。从头训练 CTR 模型、PA-MLM 之后仅 CTR 模型，以及 PA-MLM 之后连同语言模型。</translation>
    </message>
    <message>
        <source>The column &quot;%1&quot; holds times: earlier rows train, later ones test.</source>
        <translation>列“%1”存放时间：较早的行用于训练，较晚的用于测试。</translation>
    </message>
    <message>
        <source>The file is Parquet with %1 columns and %2 rows.</source>
        <translation>文件是 Parquet，有 %1 列 %2 行。</translation>
    </message>
    <message>
        <source>The first line holds the names of the columns.</source>
        <translation>第一行是各列的名称。</translation>
    </message>
    <message>
        <source>The first line is a row already; the columns are numbered.</source>
        <translation>第一行已是数据行；各列以编号命名。</translation>
    </message>
    <message>
        <source>The keys of the first line are those of %1.</source>
        <translation>第一行的键是 %1 的键。</translation>
    </message>
    <message>
        <source>The label is the column &quot;%1&quot;; its values go up to %2, a click is from %3 on.</source>
        <translation>标签是列“%1”；其值最大为 %2，从 %3 起算点击。</translation>
    </message>
    <message>
        <source>The separator is %1: the first %2 lines have %3 columns each.</source>
        <translation>分隔符是 %1：前 %2 行各有 %3 列。</translation>
    </message>
    <message>
        <source>The stage finetune_ctr does the same without building it.</source>
        <translation>阶段 finetune_ctr 效果相同而不必构建它。</translation>
    </message>
    <message>
        <source>The text is not UTF-8 and is read as Latin-1.</source>
        <translation>文本不是 UTF-8，按 Latin-1 读取。</translation>
    </message>
    <message>
        <source>Tokenising the sentences</source>
        <translation>正在对句子分词</translation>
    </message>
    <message>
        <source>Trying some steps of %1</source>
        <translation>正在试算 %1 的若干步</translation>
    </message>
    <message>
        <source>Use a smaller language model or a smaller embedding.</source>
        <translation>请使用更小的语言模型或更小的嵌入。</translation>
    </message>
    <message>
        <source>Use at least 1 prompt, or train the language model.</source>
        <translation>请至少使用 1 个提示，或训练语言模型。</translation>
    </message>
    <message>
        <source>Use at least 1 prompt, or trunk.</source>
        <translation>请至少使用 1 个提示，或使用 trunk。</translation>
    </message>
    <message>
        <source>Use at most one micro-batch for each row.</source>
        <translation>每一行最多对应一个微批。</translation>
    </message>
    <message>
        <source>Use embedding_updates dense or lazy, or kind adamw.</source>
        <translation>请使用 embedding_updates dense 或 lazy，或 kind adamw。</translation>
    </message>
    <message>
        <source>Use fewer than %1 prompts, or unshifted.</source>
        <translation>请使用少于 %1 个提示，或使用 unshifted。</translation>
    </message>
    <message>
        <source>Use float32, or a CUDA card.</source>
        <translation>请使用 float32，或使用 CUDA 显卡。</translation>
    </message>
    <message>
        <source>Use float32, or another device.</source>
        <translation>请使用 float32，或换一个设备。</translation>
    </message>
    <message>
        <source>Use float32, or compare the two with train --dry-run.</source>
        <translation>请使用 float32，或用 train --dry-run 比较二者。</translation>
    </message>
    <message>
        <source>Use the metric without &quot;_without_prompts&quot;.</source>
        <translation>请使用不带“_without_prompts”的指标。</translation>
    </message>
    <message>
        <source>With the language model, after PA-MLM</source>
        <translation>PA-MLM 之后，连同语言模型</translation>
    </message>
    <message>
        <source>Write &lt;value&gt; where the value stands.</source>
        <translation>请在值所在处写 &lt;value&gt;。</translation>
    </message>
    <message>
        <source>a closing brace at character %1 has no opening one; remove it</source>
        <translation>第 %1 个字符处的右花括号没有对应的左花括号；请删去</translation>
    </message>
    <message>
        <source>a divisor of the embedding size %1</source>
        <translation>嵌入维数 %1 的约数</translation>
    </message>
    <message>
        <source>a divisor of the tower widths %1 and %2</source>
        <translation>塔宽 %1 和 %2 的公约数</translation>
    </message>
    <message>
        <source>a fork goes on with the data, the template and the model of its parent, but %1 %2 changed; start a new run with initialisation.start_from = %3 to take over weights alone</source>
        <translation>分叉沿用父运行的数据、模板和模型，但 %1 %2更改；若只接收权重，请以 initialisation.start_from = %3 开始新运行</translation>
    </message>
    <message>
        <source>a language model of %1 layers, %2 words and %3 positions, expected each at least 1</source>
        <translation>语言模型有 %1 层、%2 个词和 %3 个位置，每项至少应为 1</translation>
    </message>
    <message>
        <source>a list of %1 blocks</source>
        <translation>%1 个块的列表</translation>
    </message>
    <message>
        <source>a list of %1 numbers</source>
        <translation>%1 个数的列表</translation>
    </message>
    <message>
        <source>a list of numbers</source>
        <translation>数的列表</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>文本的列表</translation>
    </message>
    <message>
        <source>a list of whole numbers</source>
        <translation>整数的列表</translation>
    </message>
    <message>
        <source>a number that %1 rows exceed a multiple of by at most its half</source>
        <translation>一个数，使 %1 行超出它的某个倍数至多其一半</translation>
    </message>
    <message>
        <source>a run trains; trial steps would slow it and be slowed by it. Measure when it has ended</source>
        <translation>有运行正在训练；试算步会与它互相拖慢。请在它结束后测量</translation>
    </message>
    <message>
        <source>a run was started during the trial steps, so that their times mean nothing. Measure when it has ended</source>
        <translation>试算期间启动了运行，因此所测时间没有意义。请在它结束后测量</translation>
    </message>
    <message>
        <source>a trial step failed: %1; the run would fail the same way</source>
        <translation>试算步失败：%1；运行也会同样失败</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>all %1 rows of the %2 part are %3; check label.positive_from</source>
        <translation>%2 部分的全部 %1 行都是 %3；请检查 label.positive_from</translation>
    </message>
    <message>
        <source>another metric chooses the model: the best checkpoint so far is not taken over</source>
        <translation>由另一个指标选择模型：不接收迄今最佳的检查点</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>任意数</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>at most %1, as the blocks before leave one row of %2 fields</source>
        <translation>至多 %1，因为前面的块使 %2 个字段只剩一行</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1 与 %2 之间</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>请检查路径</translation>
    </message>
    <message>
        <source>check the path and the disk</source>
        <translation>请检查路径和磁盘</translation>
    </message>
    <message>
        <source>check the permissions or choose another folder</source>
        <translation>请检查权限或选择另一个文件夹</translation>
    </message>
    <message>
        <source>columns of a kind that has no text are no fields: %1</source>
        <translation>没有文本形式的列不作字段：%1</translation>
    </message>
    <message>
        <source>copy at the end</source>
        <translation>结束时的副本</translation>
    </message>
    <message>
        <source>counting tokens was stopped</source>
        <translation>词元计数已停止</translation>
    </message>
    <message>
        <source>create the folder</source>
        <translation>请创建该文件夹</translation>
    </message>
    <message>
        <source>device is &quot;%1&quot;, but this machine offers %2; use --device cpu, or a CUDA build of LibTorch on a machine with a card</source>
        <translation>设备为“%1”，但本机只有 %2；请用 --device cpu，或在有显卡的机器上使用 CUDA 版 LibTorch</translation>
    </message>
    <message>
        <source>device is &quot;%1&quot;, expected cpu, cuda or cuda:N</source>
        <translation>设备为“%1”，应为 cpu、cuda 或 cuda:N</translation>
    </message>
    <message>
        <source>each field once</source>
        <translation>每个字段一次</translation>
    </message>
    <message>
        <source>expected %1</source>
        <translation>应为 %1</translation>
    </message>
    <message>
        <source>expected a name or an object with &quot;id&quot; and &quot;options&quot;</source>
        <translation>应为名称，或含“id”和“options”的对象</translation>
    </message>
    <message>
        <source>file with one JSON object a line and a label key</source>
        <translation>每行一个 JSON 对象并含标签键的文件</translation>
    </message>
    <message>
        <source>file with one row a line and a label column</source>
        <translation>每行一条并含标签列的文件</translation>
    </message>
    <message>
        <source>folder or zip archive with BX-Book-Ratings.csv, BX-Users.csv and BX-Books.csv, or with Ratings.csv, Users.csv and Books.csv</source>
        <translation>含 BX-Book-Ratings.csv、BX-Users.csv 和 BX-Books.csv，或含 Ratings.csv、Users.csv 和 Books.csv 的文件夹或 zip 压缩包</translation>
    </message>
    <message>
        <source>folder or zip archive with goodreads_interactions_dedup.json.gz (or goodreads_interactions.csv and book_id_map.csv), goodreads_books.json.gz and, for all fields, goodreads_book_authors, goodreads_book_works and goodreads_book_genres_initial</source>
        <translation>含 goodreads_interactions_dedup.json.gz（或 goodreads_interactions.csv 和 book_id_map.csv）、goodreads_books.json.gz 的文件夹或 zip 压缩包；若要全部字段，还需 goodreads_book_authors、goodreads_book_works 和 goodreads_book_genres_initial</translation>
    </message>
    <message>
        <source>folder or zip archive with ratings.csv and movies.csv</source>
        <translation>含 ratings.csv 和 movies.csv 的文件夹或 zip 压缩包</translation>
    </message>
    <message>
        <source>folder or zip archive with the reviews and the metadata of a category, or the file of the reviews</source>
        <translation>含某一类别评论和元数据的文件夹或 zip 压缩包，或评论文件本身</translation>
    </message>
    <message>
        <source>folder with ratings.dat, users.dat and movies.dat</source>
        <translation>含 ratings.dat、users.dat 和 movies.dat 的文件夹</translation>
    </message>
    <message>
        <source>folder with u.data, u.user, u.item and u.genre</source>
        <translation>含 u.data、u.user、u.item 和 u.genre 的文件夹</translation>
    </message>
    <message>
        <source>forked from %1 at its checkpoint of step %2</source>
        <translation>从 %1 第 %2 步的检查点分叉</translation>
    </message>
    <message>
        <source>free some space on the disk, nothing half-written was kept</source>
        <translation>请在磁盘上腾出空间，没有留下写到一半的内容</translation>
    </message>
    <message>
        <source>give a folder on this machine; for a model of a hub run &quot;clickprompt plm fetch %1&quot;, or download its config.json, model.safetensors (or pytorch_model.bin) and tokenizer files into one folder by hand</source>
        <translation>请给出本机上的文件夹；若是模型库中的模型，请运行“clickprompt plm fetch %1”，或手动把它的 config.json、model.safetensors（或 pytorch_model.bin）和分词器文件下载到同一文件夹</translation>
    </message>
    <message>
        <source>give every line the same columns, and quote a value that holds the separator</source>
        <translation>请让每行的列数相同，并给含分隔符的值加引号</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>has no effect on the processor</source>
        <translation>在处理器上不起作用</translation>
    </message>
    <message>
        <source>holds &lt;field&gt; %1 times, expected at most once</source>
        <translation>含 &lt;field&gt; %1 次，至多应为一次</translation>
    </message>
    <message>
        <source>holds &lt;value&gt; %1 times, expected once</source>
        <translation>含 &lt;value&gt; %1 次，应为一次</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which %2 does not measure; expected one of %3</source>
        <translation>为“%1”，%2 并不测量它；应为以下之一：%3</translation>
    </message>
    <message>
        <source>is %1 and warm_up is %2: the warm-up has two lengths</source>
        <translation>为 %1，而 warm_up 为 %2：预热有两个长度</translation>
    </message>
    <message>
        <source>is %1, but %2 lets it join the gradient of every row at each step, which embedding_updates rows cannot make up for later</source>
        <translation>为 %1，但 %2 使它在每一步都并入每一行的梯度，embedding_updates rows 事后无法补上</translation>
    </message>
    <message>
        <source>is %1, but prompts.count is 0</source>
        <translation>为 %1，但 prompts.count 为 0</translation>
    </message>
    <message>
        <source>is %1, but prompts.count is 0, so that there are no prompts to form it from</source>
        <translation>为 %1，但 prompts.count 为 0，因此没有提示可用来构成它</translation>
    </message>
    <message>
        <source>is %1, but the layers and the hidden size of the language model, which the prompts have, are not known</source>
        <translation>为 %1，但提示所用的语言模型层数和隐藏维数未知</translation>
    </message>
    <message>
        <source>is %1, expected %2</source>
        <translation>为 %1，应为 %2</translation>
    </message>
    <message>
        <source>is %1, expected a multiple of the %2 heads</source>
        <translation>为 %1，应为 %2 个头的倍数</translation>
    </message>
    <message>
        <source>is %1, expected a number, a text, true, false or a list of one kind</source>
        <translation>为 %1，应为数、文本、true、false 或同类值的列表</translation>
    </message>
    <message>
        <source>is %1, expected at most %2</source>
        <translation>为 %1，应至多为 %2</translation>
    </message>
    <message>
        <source>is %1, expected at most %2, the rows of the batch</source>
        <translation>为 %1，应至多为 %2，即一批的行数</translation>
    </message>
    <message>
        <source>is %1, expected between 0 and %2</source>
        <translation>为 %1，应在 0 与 %2 之间</translation>
    </message>
    <message>
        <source>is %1, expected between 0 and %2, the layers of the language model</source>
        <translation>为 %1，应在 0 与 %2（语言模型的层数）之间</translation>
    </message>
    <message>
        <source>is %1, which %2 has already, expected each field once in both lists together</source>
        <translation>为 %1，%2 中已有它，每个字段在两个列表中合计应只出现一次</translation>
    </message>
    <message>
        <source>is %1, which data.fields does not name; it names: %2</source>
        <translation>为 %1，data.fields 中没有它；其中有：%2</translation>
    </message>
    <message>
        <source>is 0, but mixture.%1 is %2: rows of that strategy would mask nothing</source>
        <translation>为 0，但 mixture.%1 为 %2：采用该策略的行不会遮蔽任何内容</translation>
    </message>
    <message>
        <source>is bfloat16, but in a language model %1 wide the casts cost more than the products gain</source>
        <translation>为 bfloat16，但在宽度为 %1 的语言模型中，转换的开销大于乘积的收益</translation>
    </message>
    <message>
        <source>is bfloat16, with which this processor is slower: %1 ms a matrix product against %2 in float32</source>
        <translation>为 bfloat16，但此处理器用它更慢：每次矩阵乘积 %1 毫秒，float32 为 %2 毫秒</translation>
    </message>
    <message>
        <source>is ctr_only, so that %1 trains nothing of the language model</source>
        <translation>为 ctr_only，因此 %1 不训练语言模型的任何部分</translation>
    </message>
    <message>
        <source>is empty, %1 needs a %2</source>
        <translation>为空，%1 需要%2</translation>
    </message>
    <message>
        <source>is empty, expected the name of a field</source>
        <translation>为空，应为字段的名称</translation>
    </message>
    <message>
        <source>is empty, expected the text between two values, such as |</source>
        <translation>为空，应为两个值之间的文本，例如 |</translation>
    </message>
    <message>
        <source>is empty, the kind &quot;file&quot; needs the path of a vocab.txt</source>
        <translation>为空，类型“file”需要 vocab.txt 的路径</translation>
    </message>
    <message>
        <source>is float16, which is offered on CUDA cards only</source>
        <translation>为 float16，只有 CUDA 显卡提供</translation>
    </message>
    <message>
        <source>is plateau, but the stage has no stopping.metric to watch</source>
        <translation>为 plateau，但该阶段没有可观察的 stopping.metric</translation>
    </message>
    <message>
        <source>is shifted_by_prompts, and %1 prompts leave the text none of the %2 positions of the language model</source>
        <translation>为 shifted_by_prompts，而 %1 个提示使文本得不到语言模型 %2 个位置中的任何一个</translation>
    </message>
    <message>
        <source>is true and prompts.count is 0, so that masked tokens train nothing</source>
        <translation>为 true 而 prompts.count 为 0，因此被遮蔽的词元不训练任何内容</translation>
    </message>
    <message>
        <source>it belongs to another data set</source>
        <translation>它属于另一个数据集</translation>
    </message>
    <message>
        <source>it is a folder, give the path of a file</source>
        <translation>它是文件夹，请给出文件的路径</translation>
    </message>
    <message>
        <source>it is no object, expected one such as {&quot;user&quot;: &quot;7&quot;, &quot;label&quot;: 1}</source>
        <translation>它不是对象，应为例如 {&quot;user&quot;: &quot;7&quot;, &quot;label&quot;: 1}</translation>
    </message>
    <message>
        <source>it is not JSON: %1</source>
        <translation>它不是 JSON：%1</translation>
    </message>
    <message>
        <source>it was made from other files</source>
        <translation>它由其他文件制成</translation>
    </message>
    <message>
        <source>its id is missing</source>
        <translation>缺少其编号</translation>
    </message>
    <message>
        <source>its origin is not JSON</source>
        <translation>其来源记录不是 JSON</translation>
    </message>
    <message>
        <source>its origin lacks an entry</source>
        <translation>其来源记录缺少一项</translation>
    </message>
    <message>
        <source>kept as 0</source>
        <translation>保留为 0</translation>
    </message>
    <message>
        <source>kept with unknown facts</source>
        <translation>以未知信息保留</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>left out %1</source>
        <translation>略去 %1</translation>
    </message>
    <message>
        <source>libraries</source>
        <translation>程序库</translation>
    </message>
    <message>
        <source>line %1 is not JSON (byte %2): %3; correct the file there</source>
        <translation>第 %1 行不是 JSON（字节 %2）：%3；请在该处改正文件</translation>
    </message>
    <message>
        <source>line %1 of %2</source>
        <translation>%2 第 %1 行</translation>
    </message>
    <message>
        <source>line %1 of %2: text follows the closing quote of column %3, expected %4 or the end of the line; write quotes inside a quoted value twice</source>
        <translation>%2 第 %1 行：第 %3 列的右引号之后还有文本，应为 %4 或行末；引号内的引号请写两次</translation>
    </message>
    <message>
        <source>line %1 of %2: the quote opened in column %3 is never closed; close it or write quotes inside a value twice</source>
        <translation>%2 第 %1 行：第 %3 列打开的引号没有闭合；请闭合，或把值中的引号写两次</translation>
    </message>
    <message>
        <source>looking for rows was stopped</source>
        <translation>查找行已停止</translation>
    </message>
    <message>
        <source>mask_share %1 and random_share %2 add up to more than 1</source>
        <translation>mask_share %1 与 random_share %2 之和大于 1</translation>
    </message>
    <message>
        <source>masked-language logits</source>
        <translation>掩码语言模型的 logit</translation>
    </message>
    <message>
        <source>needs about %1 GB of memory, this machine could give %2 GB</source>
        <translation>约需 %1 GB 内存，本机可给 %2 GB</translation>
    </message>
    <message>
        <source>no CUDA card</source>
        <translation>没有 CUDA 显卡</translation>
    </message>
    <message>
        <source>no rating of %1 is left of %2: no user has %3 ratings of items that have %4; set source_options.core_users and core_items lower</source>
        <translation>%2 中 %1 的评分一个不剩：没有用户对有 %4 个评分的物品给出 %3 个评分；请减小 source_options.core_users 和 core_items</translation>
    </message>
    <message>
        <source>no row of %1 is left of %2, expected at least one; see that its files belong together</source>
        <translation>%2 中 %1 一行不剩，至少应有一行；请确认其文件彼此配套</translation>
    </message>
    <message>
        <source>no row of %1 is left of %2: the label rule (%3) drops %4; change label.dropped_values</source>
        <translation>%2 中 %1 一行不剩：标签规则（%3）去掉了 %4；请更改 label.dropped_values</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>nothing: the sample is generated</source>
        <translation>无：示例是生成的</translation>
    </message>
    <message>
        <source>odd numbers, which keep the height</source>
        <translation>奇数，它们保持高度</translation>
    </message>
    <message>
        <source>of the language model</source>
        <translation>语言模型的</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>以下之一：%1</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>parquet needs</source>
        <translation>parquet 需要</translation>
    </message>
    <message>
        <source>positive from %1%2%3</source>
        <translation>从 %1 起为正%2%3</translation>
    </message>
    <message>
        <source>program and data</source>
        <translation>程序和数据</translation>
    </message>
    <message>
        <source>prompts.count is %1, but the language model has only %2 positions; use fewer prompts or unshifted positions</source>
        <translation>prompts.count 为 %1，但语言模型只有 %2 个位置；请减少提示，或使用不移位的位置</translation>
    </message>
    <message>
        <source>prompts.positions is shifted_by_prompts, which leaves %1 of %2 positions to the text</source>
        <translation>prompts.positions 为 shifted_by_prompts，它只给文本留下 %2 个位置中的 %1 个</translation>
    </message>
    <message>
        <source>reading %1 from %2</source>
        <translation>正在从 %2 读取 %1</translation>
    </message>
    <message>
        <source>reading was stopped after %1 lines</source>
        <translation>读取在 %1 行之后停止</translation>
    </message>
    <message>
        <source>row %1 is not there; %2 has %3 rows</source>
        <translation>第 %1 行不存在；%2 有 %3 行</translation>
    </message>
    <message>
        <source>row %1 of %2: the label column %3 holds %4, expected a number</source>
        <translation>%2 第 %1 行：标签列 %3 的值是 %4，应为数</translation>
    </message>
    <message>
        <source>row %1 or one after it of %2 cannot be read: %3</source>
        <translation>%2 第 %1 行或其后的某行无法读取：%3</translation>
    </message>
    <message>
        <source>run %1 is %2; only interrupted, stopped and failed runs can be resumed</source>
        <translation>运行 %1 的状态是 %2；只有中断、停止和失败的运行可以恢复</translation>
    </message>
    <message>
        <source>run %1 is already running or waiting here</source>
        <translation>运行 %1 已在这里运行或等待</translation>
    </message>
    <message>
        <source>seeds &quot;%1&quot; is not a list of whole numbers; expected such as 1,2,3 or 1-5</source>
        <translation>种子“%1”不是整数列表；应为例如 1,2,3 或 1-5</translation>
    </message>
    <message>
        <source>seeds &quot;%1&quot; names %2 twice; expected each seed once</source>
        <translation>种子“%1”中 %2 出现两次；每个种子应只出现一次</translation>
    </message>
    <message>
        <source>seeds &quot;%1&quot;: %2-%3 is not a rising range of at most %4 seeds</source>
        <translation>种子“%1”：%2-%3 不是至多 %4 个种子的递增范围</translation>
    </message>
    <message>
        <source>sgd with momentum</source>
        <translation>带动量的 sgd</translation>
    </message>
    <message>
        <source>stages.%1.shuffle_fields is on, but with this template and tokenizer the tokens of a field depend on its place in the sentence; turn it off, or use a WordPiece tokenizer and word each field as a sentence of its own</source>
        <translation>stages.%1.shuffle_fields 已开启，但用此模板和分词器时字段的词元取决于它在句中的位置；请关闭，或使用 WordPiece 分词器并让每个字段自成一句</translation>
    </message>
    <message>
        <source>stages.%1.stopping.metric is expected_auc, but %2 has no known truth; use auc or log_loss</source>
        <translation>stages.%1.stopping.metric 为 expected_auc，但 %2 没有已知真值；请使用 auc 或 log_loss</translation>
    </message>
    <message>
        <source>the %1 part has no rows; check the shares of the split</source>
        <translation>%1 部分没有行；请检查划分的比例</translation>
    </message>
    <message>
        <source>the batch changes from %1 to %2 rows: the epoch goes on after the same number of rows, in another order of rows</source>
        <translation>批大小从 %1 行改为 %2 行：本轮在相同行数之后继续，但行的次序不同</translation>
    </message>
    <message>
        <source>the best checkpoint up to step %1 (%2) is no longer on disk: the next validation starts the choice anew</source>
        <translation>到第 %1 步为止的最佳检查点（%2）已不在磁盘上：下次验证重新开始选择</translation>
    </message>
    <message>
        <source>the brace at character %1 is not closed; write a field as {name}</source>
        <translation>第 %1 个字符处的花括号没有闭合；字段请写作 {name}</translation>
    </message>
    <message>
        <source>the cached copy was made again: %1</source>
        <translation>缓存副本已重新制作：%1</translation>
    </message>
    <message>
        <source>the checkpoint of step %1 is of stage %2 (%3), which the fork makes %4; keep the kind of that stage</source>
        <translation>第 %1 步的检查点属于第 %2 阶段（%3），分叉却把它改为 %4；请保留该阶段的类型</translation>
    </message>
    <message>
        <source>the checkpoint of step %1 is of stage %2, but the fork has %3 stages; keep the stages up to it</source>
        <translation>第 %1 步的检查点属于第 %2 阶段，但分叉只有 %3 个阶段；请保留到它为止的各阶段</translation>
    </message>
    <message>
        <source>the data set has %1 fields, expected at least 1</source>
        <translation>数据集有 %1 个字段，至少应为 1 个</translation>
    </message>
    <message>
        <source>the data set has 1 field, this backbone is built from pairs of fields and expects at least 2</source>
        <translation>数据集只有 1 个字段，而此骨干网络由字段对构成，至少需要 2 个</translation>
    </message>
    <message>
        <source>the disk is read-only, choose another folder</source>
        <translation>磁盘只读，请选择另一个文件夹</translation>
    </message>
    <message>
        <source>the engine is shut down; start the program again</source>
        <translation>引擎已关闭；请重新启动程序</translation>
    </message>
    <message>
        <source>the estimate was stopped</source>
        <translation>估算已停止</translation>
    </message>
    <message>
        <source>the field &quot;%1&quot; stands there twice; remove one of the two</source>
        <translation>字段“%1”出现两次；请移除二者之一</translation>
    </message>
    <message>
        <source>the field %1 has a single value and tells nothing</source>
        <translation>字段 %1 只有一个值，不提供任何信息</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; is missing or has another form, expected reviewerID, asin, overall and unixReviewTime</source>
        <translation>键“%1”缺失或形式不同，应有 reviewerID、asin、overall 和 unixReviewTime</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; is missing or has another form, expected user_id, book_id, rating and date_added such as &quot;Fri Aug 25 13:55:02 -0700 2017&quot;</source>
        <translation>键“%1”缺失或形式不同，应有 user_id、book_id、rating 和 date_added，例如“Fri Aug 25 13:55:02 -0700 2017”</translation>
    </message>
    <message>
        <source>the key &quot;%1&quot; of %2 rows comes after the first %3 lines and is no field</source>
        <translation>%2 行的键“%1”出现在前 %3 行之后，不作字段</translation>
    </message>
    <message>
        <source>the label column %1 holds %2, expected a number</source>
        <translation>标签列 %1 的值是 %2，应为数</translation>
    </message>
    <message>
        <source>the label key &quot;%1&quot; holds %2, expected a number, true or false</source>
        <translation>标签键“%1”的值是 %2，应为数、true 或 false</translation>
    </message>
    <message>
        <source>the label key &quot;%1&quot; is missing, expected a number</source>
        <translation>缺少标签键“%1”，应为数</translation>
    </message>
    <message>
        <source>the memory does not suffice for a trial step; use a smaller batch or a smaller language model</source>
        <translation>内存不足以做一个试算步；请使用更小的批或更小的语言模型</translation>
    </message>
    <message>
        <source>the optimiser state of %1 with %2 embedding updates does not fit %3 with %4: it starts anew</source>
        <translation>%1（嵌入更新 %2）的优化器状态不适用于 %3（%4）：重新开始</translation>
    </message>
    <message>
        <source>the order column %1 holds %2 in row %3, expected numbers only</source>
        <translation>次序列 %1 在第 %3 行的值是 %2，应全为数</translation>
    </message>
    <message>
        <source>the seed changes from %1 to %2: order of rows, masks and dropout are drawn from it from step %3 on, the weights come from the parent</source>
        <translation>种子从 %1 改为 %2：从第 %3 步起，行的次序、遮蔽和 dropout 由它抽取，权重来自父运行</translation>
    </message>
    <message>
        <source>the segment &quot;%1&quot; of the template holds &lt;field&gt; %2 times, expected at most once</source>
        <translation>模板的片段“%1”含 &lt;field&gt; %2 次，至多应为一次</translation>
    </message>
    <message>
        <source>the segment &quot;%1&quot; of the template holds &lt;value&gt; %2 times, expected once, as in &quot;&lt;field&gt; is &lt;value&gt;.&quot;</source>
        <translation>模板的片段“%1”含 &lt;value&gt; %2 次，应为一次，如“&lt;field&gt; is &lt;value&gt;.”</translation>
    </message>
    <message>
        <source>the separator is %1, expected a text without quotes and line ends</source>
        <translation>分隔符为 %1，应为不含引号和换行的文本</translation>
    </message>
    <message>
        <source>the spec</source>
        <translation>设定</translation>
    </message>
    <message>
        <source>the split &quot;%1&quot; needs a source that marks its parts, and %2 does not; choose random, per_user or by_order</source>
        <translation>划分“%1”需要标明各部分的来源，而 %2 没有；请选择 random、per_user 或 by_order</translation>
    </message>
    <message>
        <source>the split &quot;%1&quot; needs an order, and %2 brings none; set split.order_column to a numeric column (%3)</source>
        <translation>划分“%1”需要次序，而 %2 没有；请把 split.order_column 设为数值列（%3）</translation>
    </message>
    <message>
        <source>the split takes %1 for training and %2 for validation, expected shares that add up to at most 1, training above 0</source>
        <translation>划分取 %1 用于训练、%2 用于验证，二者之和应至多为 1，训练应大于 0</translation>
    </message>
    <message>
        <source>the template has no fields to word; the data set has none</source>
        <translation>模板没有可写的字段；数据集没有字段</translation>
    </message>
    <message>
        <source>the template names the field &quot;%1&quot;, which the data set does not use; it has %2</source>
        <translation>模板提到字段“%1”，但数据集不使用它；数据集有 %2</translation>
    </message>
    <message>
        <source>the template spells the special token %1 in %2; write other words</source>
        <translation>模板在%2中写出了特殊词元 %1；请改用其他文字</translation>
    </message>
    <message>
        <source>the template words the field &quot;%1&quot; twice; remove one of the two</source>
        <translation>模板把字段“%1”写了两次；请移除二者之一</translation>
    </message>
    <message>
        <source>the text names no field; write one in braces, such as {%1}</source>
        <translation>文本没有提到任何字段；请用花括号写一个，例如 {%1}</translation>
    </message>
    <message>
        <source>the tokenizer has %1 pieces, the language model in %2 only %3 word embeddings; use the tokenizer of the same model</source>
        <translation>分词器有 %1 个词片，而 %2 中的语言模型只有 %3 个词嵌入；请使用同一模型的分词器</translation>
    </message>
    <message>
        <source>the tokenizer&apos;s padding is token %1, &quot;pad_token_id&quot; in %2/config.json is %3, and positions are counted by it; use the tokenizer of the same model</source>
        <translation>分词器的填充是词元 %1，而 %2/config.json 中“pad_token_id”为 %3，位置按它计数；请使用同一模型的分词器</translation>
    </message>
    <message>
        <source>the training part of %1 has no rows; change data.split or data.label</source>
        <translation>%1 的训练部分没有行；请更改 data.split 或 data.label</translation>
    </message>
    <message>
        <source>the values and seeds make more than %1 runs; name fewer</source>
        <translation>这些值和种子合起来超过 %1 个运行；请减少</translation>
    </message>
    <message>
        <source>there is more after the object, expected one object a line</source>
        <translation>对象之后还有内容，每行应为一个对象</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; in either spec</source>
        <translation>两份设定中都没有“%1”</translation>
    </message>
    <message>
        <source>there is no %1: rows have no field &quot;%2&quot;</source>
        <translation>没有 %1：各行没有字段“%2”</translation>
    </message>
    <message>
        <source>there is no blank between the fields &quot;%1&quot; and &quot;%2&quot;; put one there</source>
        <translation>字段“%1”和“%2”之间没有空格；请加一个</translation>
    </message>
    <message>
        <source>there is no cached copy for the next start: %1</source>
        <translation>没有供下次启动用的缓存副本：%1</translation>
    </message>
    <message>
        <source>there is no data set source &quot;%1&quot;; known: %2</source>
        <translation>没有数据集来源“%1”；已知的有：%2</translation>
    </message>
    <message>
        <source>there is no meta_%1.json beside the reviews: rows have no category, title and brand</source>
        <translation>评论旁没有 meta_%1.json：各行没有类别、标题和品牌</translation>
    </message>
    <message>
        <source>there is no stage</source>
        <translation>没有阶段</translation>
    </message>
    <message>
        <source>time not measured: the memory may not suffice</source>
        <translation>未测时间：内存可能不足</translation>
    </message>
    <message>
        <source>token_rate, word_rate and field_rate are all 0, so that nothing is masked</source>
        <translation>token_rate、word_rate 和 field_rate 都为 0，因此什么都不遮蔽</translation>
    </message>
    <message>
        <source>train %1 and valid %2 add up to more than 1</source>
        <translation>train %1 与 valid %2 之和大于 1</translation>
    </message>
    <message>
        <source>trained on this data set</source>
        <translation>在此数据集上训练</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>u.genre names %1 genres, expected %2; take the file as GroupLens ships it</source>
        <translation>u.genre 列出 %1 个类型，应为 %2 个；请使用 GroupLens 原样发布的文件</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>%1 steps, then pause</source>
        <translation>%1 步，然后暂停</translation>
    </message>
    <message>
        <source>%1 was written by another spec (stage hash %2); resume the run that it belongs to</source>
        <translation>%1 由另一份设定写出（阶段哈希 %2）；请恢复它所属的运行</translation>
    </message>
    <message>
        <source>%1, %2 threads, LibTorch %3</source>
        <translation>%1，%2 个线程，LibTorch %3</translation>
    </message>
    <message>
        <source>CTR side</source>
        <translation>CTR 侧</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 in %2, the best so far.</source>
        <translation>第 %1 步的检查点在 %2，迄今最佳。</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 in %2, validation AUC %3, the best so far.</source>
        <translation>第 %1 步的检查点在 %2，验证 AUC %3，迄今最佳。</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 in %2, validation AUC %3.</source>
        <translation>第 %1 步的检查点在 %2，验证 AUC %3。</translation>
    </message>
    <message>
        <source>Checkpoint of step %1 in %2.</source>
        <translation>第 %1 步的检查点在 %2。</translation>
    </message>
    <message>
        <source>Finished after %1 steps, %2.</source>
        <translation>%1 步后完成，用时 %2。</translation>
    </message>
    <message>
        <source>From step %1: %2.</source>
        <translation>从第 %1 步起：%2。</translation>
    </message>
    <message>
        <source>Making the tokenizer.</source>
        <translation>正在构建分词器。</translation>
    </message>
    <message>
        <source>Paused at step %1.</source>
        <translation>在第 %1 步暂停。</translation>
    </message>
    <message>
        <source>Reading %1.</source>
        <translation>正在读取 %1。</translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>就绪。</translation>
    </message>
    <message>
        <source>Resumed at step %1 on %2.</source>
        <translation>在 %2 上从第 %1 步恢复。</translation>
    </message>
    <message>
        <source>Resumed at step %1.</source>
        <translation>从第 %1 步恢复。</translation>
    </message>
    <message>
        <source>Splitting and encoding.</source>
        <translation>正在划分和编码。</translation>
    </message>
    <message>
        <source>Stage %1 finished after %2 at %3 rows/s.</source>
        <translation>阶段 %1 用时 %2 完成，每秒 %3 行。</translation>
    </message>
    <message>
        <source>Stage %1 finished after %2.</source>
        <translation>阶段 %1 用时 %2 完成。</translation>
    </message>
    <message>
        <source>Stage %1, %2: started, %3 steps planned.</source>
        <translation>阶段 %1（%2）：开始，计划 %3 步。</translation>
    </message>
    <message>
        <source>Stage %1, %2: taken from an earlier run with the same settings.</source>
        <translation>阶段 %1（%2）：取自设定相同的先前运行。</translation>
    </message>
    <message>
        <source>Started after step %1 of the parent on %2.</source>
        <translation>在 %2 上从父运行第 %1 步之后开始。</translation>
    </message>
    <message>
        <source>Started after step %1 of the parent.</source>
        <translation>从父运行第 %1 步之后开始。</translation>
    </message>
    <message>
        <source>Started on %1.</source>
        <translation>在 %1 上开始。</translation>
    </message>
    <message>
        <source>Stopped at step %1 with a checkpoint.</source>
        <translation>在第 %1 步停止，已写检查点。</translation>
    </message>
    <message>
        <source>Stopped at step %1 without a checkpoint.</source>
        <translation>在第 %1 步停止，未写检查点。</translation>
    </message>
    <message>
        <source>Tokenising the sentences.</source>
        <translation>正在对句子分词。</translation>
    </message>
    <message>
        <source>Went on at step %1.</source>
        <translation>从第 %1 步继续。</translation>
    </message>
    <message>
        <source>checkpoint asked for</source>
        <translation>要求写检查点</translation>
    </message>
    <message>
        <source>evaluation asked for</source>
        <translation>要求评估</translation>
    </message>
    <message>
        <source>finetuning of the CTR model alone</source>
        <translation>仅微调 CTR 模型</translation>
    </message>
    <message>
        <source>finetuning with the language model</source>
        <translation>连同语言模型微调</translation>
    </message>
    <message>
        <source>gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>its embeddings</source>
        <translation>其嵌入</translation>
    </message>
    <message>
        <source>its lowest layers</source>
        <translation>其最低几层</translation>
    </message>
    <message>
        <source>its trunk</source>
        <translation>其主干</translation>
    </message>
    <message>
        <source>language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>learning rate, PLM</source>
        <translation>学习率，PLM</translation>
    </message>
    <message>
        <source>learning rate, heads</source>
        <translation>学习率，输出头</translation>
    </message>
    <message>
        <source>looking at the weights of %1 was stopped</source>
        <translation>查看 %1 的权重已停止</translation>
    </message>
    <message>
        <source>of another shape</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>of another shape and fresh</source>
        <translation>形状不同，重新初始化</translation>
    </message>
    <message>
        <source>of no use here</source>
        <translation>在此无用</translation>
    </message>
    <message>
        <source>parameters %1: %2 tensors, %3 numbers, rate %4, decay %5</source>
        <translation>参数 %1：%2 个张量，%3 个数，学习率 %4，衰减 %5</translation>
    </message>
    <message>
        <source>stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>the card has too little memory for the step; it is done again with micro-batches of %1 rows at most, and so are the steps after it</source>
        <translation>显卡内存不足以完成此步；改用至多 %1 行的微批重做，其后的步亦然</translation>
    </message>
    <message>
        <source>the checkpoint does not fit the model: %1; it belongs to another spec</source>
        <translation>检查点与模型不符：%1；它属于另一份设定</translation>
    </message>
    <message>
        <source>the checkpoint is of stage hash %1, this spec&apos;s stage has %2; it belongs to another spec</source>
        <translation>检查点的阶段哈希为 %1，此设定的阶段为 %2；它属于另一份设定</translation>
    </message>
    <message>
        <source>the gradients of step %1 are not finite at any scale of the loss; the step changes no weight</source>
        <translation>第 %1 步的梯度在任何损失缩放下都不是有限数；该步不改变权重</translation>
    </message>
    <message>
        <source>the loss of step %1 is %2 in the micro-batch of %3; the step changes no weight</source>
        <translation>第 %1 步的损失在 %3 的微批中为 %2；该步不改变权重</translation>
    </message>
    <message>
        <source>the loss of step %1 is %2; lower the learning rates or set optimizer.clip_norm, then resume from the last checkpoint or start again</source>
        <translation>第 %1 步的损失为 %2；请减小学习率或设置 optimizer.clip_norm，然后从最后的检查点恢复或重新开始</translation>
    </message>
    <message>
        <source>the stage before</source>
        <translation>前一阶段</translation>
    </message>
    <message>
        <source>the weights could not be copied for a look at them: %1</source>
        <translation>无法复制权重以供查看：%1</translation>
    </message>
    <message>
        <source>the weights of %1 do not fit stage %2 (%3); correct the spec, or set initialisation.allow_partial to keep fresh weights where none fit</source>
        <translation>%1 的权重与阶段 %2（%3）不符；请改正设定，或设置 initialisation.allow_partial，在没有相符权重处保留新初始化的权重</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>weights of %1 for stage %2: %3</source>
        <translation>%1 的权重用于阶段 %2：%3</translation>
    </message>
    <message>
        <source>weights of %1: %2</source>
        <translation>%1 的权重：%2</translation>
    </message>
    <message>
        <source>%1 has no column to use as a field; set data.fields</source>
        <translation>%1 没有可用作字段的列；请设置 data.fields</translation>
    </message>
    <message>
        <source>all values</source>
        <translation>所有取值</translation>
    </message>
    <message>
        <source>another process put other ids into %1 at the same time; start again</source>
        <translation>另一个进程同时把别的编号写入了 %1；请重新开始</translation>
    </message>
    <message>
        <source>data.fields names %1 twice, expected each field once</source>
        <translation>data.fields 两次写了 %1，每个字段只应出现一次</translation>
    </message>
    <message>
        <source>data.fields names %1, which is no column of %2; known: %3</source>
        <translation>data.fields 写了 %1，但它不是 %2 的列；已知的列：%3</translation>
    </message>
    <message>
        <source>it has version %1, this program uses %2</source>
        <translation>它的版本是 %1，本程序使用版本 %2</translation>
    </message>
    <message>
        <source>it holds ids that no field has</source>
        <translation>它含有任何字段都没有的编号</translation>
    </message>
    <message>
        <source>it is %1 bytes long, expected %2</source>
        <translation>它的长度是 %1 字节，应为 %2 字节</translation>
    </message>
    <message>
        <source>it is not a file of ids</source>
        <translation>它不是编号文件</translation>
    </message>
    <message>
        <source>it is only %1 bytes long</source>
        <translation>它只有 %1 字节</translation>
    </message>
    <message>
        <source>it was written on a machine with the other byte order</source>
        <translation>它是在字节序相反的机器上写的</translation>
    </message>
    <message>
        <source>its header is damaged</source>
        <translation>它的文件头已损坏</translation>
    </message>
    <message>
        <source>its ids are damaged</source>
        <translation>它的编号已损坏</translation>
    </message>
    <message>
        <source>the cached ids of the rows were made again: %1</source>
        <translation>各行编号的缓存已重新生成：%1</translation>
    </message>
    <message>
        <source>the fields up to %1 have %2 values, more than %3; raise data.minimum_count</source>
        <translation>到 %1 为止的字段共有 %2 个取值，超过 %3；请提高 data.minimum_count</translation>
    </message>
    <message>
        <source>the ids of the rows lie in memory, because they cannot be kept on disk: %1</source>
        <translation>各行的编号放在内存中，因为无法保存到磁盘：%1</translation>
    </message>
    <message>
        <source>With the language model, after PA-MLM and DCNv2 alone</source>
        <translation>PA-MLM 与单独训练 DCNv2 之后，连同语言模型</translation>
    </message>
</context>
<context>
    <name>cpw::ui</name>
    <message>
        <source>ClickPrompt Workbench</source>
        <translation>ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>Trains click-through-rate models together with a language model: soft prompts made from the CTR model&apos;s view of a row, prompt-augmented masked language modelling, and finetuning with or without the language model.</source>
        <translation>将点击率模型与语言模型一起训练：由 CTR 模型对一行数据的理解生成软提示，进行提示增强的掩码语言建模，再与语言模型一起或单独微调。</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Qt %1, QCustomPlot %2, LibTorch %3</source>
        <translation>Qt %1，QCustomPlot %2，LibTorch %3</translation>
    </message>
    <message>
        <source>not present</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Licence: GPL-3.0-or-later. Fonts: Inter and JetBrains Mono, SIL Open Font License 1.1.</source>
        <translation>许可证：GPL-3.0-or-later。字体：Inter 和 JetBrains Mono，SIL Open Font License 1.1。</translation>
    </message>
    <message>
        <source>Filter of the page</source>
        <translation>本页的筛选框</translation>
    </message>
    <message>
        <source>First learning rate (Live)</source>
        <translation>第一个学习率（实时页）</translation>
    </message>
    <message>
        <source>Pause or resume, step (Live)</source>
        <translation>暂停或继续、单步（实时页）</translation>
    </message>
    <message>
        <source>Step cursor by one point, with Shift by ten (chart)</source>
        <translation>步数游标移动一个点，按住 Shift 移动十个（图表）</translation>
    </message>
    <message>
        <source>Step cursor to the first point, to the newest (chart)</source>
        <translation>步数游标移到第一个点、最新的点（图表）</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, fit (chart)</source>
        <translation>放大、缩小、适合（图表）</translation>
    </message>
    <message>
        <source>Logarithmic y axis (chart)</source>
        <translation>纵轴对数刻度（图表）</translation>
    </message>
    <message>
        <source>Show curves, edit the note, delete (Runs)</source>
        <translation>显示曲线、编辑备注、删除（运行页）</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>What is what</source>
        <translation>什么是什么</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Epoch %1 of %2 · %3 %</source>
        <translation>第 %1 轮，共 %2 轮 · %3 %</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · 还需 %1</translation>
    </message>
    <message>
        <source>%1 steps in %2</source>
        <translation>%2 内 %1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>reused from an earlier run</source>
        <translation>沿用之前的运行</translation>
    </message>
    <message>
        <source>stopped at %1 %</source>
        <translation>停在 %1 %</translation>
    </message>
    <message>
        <source>failed at %1 %</source>
        <translation>在 %1 % 处失败</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Best checkpoint on test</source>
        <translation>最佳检查点在测试集上</translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation>测试 AUC %1</translation>
    </message>
    <message>
        <source>Reading the test rows</source>
        <translation>正在读取测试行</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>1 epoch</source>
        <translation>1 轮</translation>
    </message>
    <message>
        <source>%1 epochs</source>
        <translation>%1 轮</translation>
    </message>
    <message>
        <source>Finetune</source>
        <translation>微调</translation>
    </message>
    <message>
        <source>PLM, CTR only</source>
        <translation>语言模型，仅 CTR</translation>
    </message>
    <message>
        <source>with PLM</source>
        <translation>带语言模型</translation>
    </message>
    <message>
        <source>CTR only</source>
        <translation>仅 CTR</translation>
    </message>
    <message>
        <source>AUC, log loss</source>
        <translation>AUC、对数损失</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分钟</translation>
    </message>
    <message>
        <source>PA-MLM</source>
        <translation>PA-MLM</translation>
    </message>
    <message>
        <source>Finetune with PLM</source>
        <translation>带语言模型微调</translation>
    </message>
    <message>
        <source>Finetune CTR only</source>
        <translation>仅微调 CTR</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>已丢弃</translation>
    </message>
    <message>
        <source>Bookshop</source>
        <translation>书店</translation>
    </message>
    <message>
        <source>MovieLens-1M</source>
        <translation>MovieLens-1M</translation>
    </message>
    <message>
        <source>MovieLens-100K</source>
        <translation>MovieLens-100K</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>%1 到 %2 之间</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>in force at once</source>
        <translation>立即生效</translation>
    </message>
    <message>
        <source>can be changed while the run trains, in force from the next step</source>
        <translation>训练时可以修改，从下一步起生效</translation>
    </message>
    <message>
        <source>can be changed while the run trains, in force from the next epoch</source>
        <translation>训练时可以修改，从下一轮起生效</translation>
    </message>
    <message>
        <source>a change needs a new start</source>
        <translation>修改后需要重新开始</translation>
    </message>
    <message>
        <source>waits in the queue</source>
        <translation>在队列中等待</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>Show the curves of this stage in %1</source>
        <translation>显示 %1 中该阶段的曲线</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
    <message>
        <source>Epoch %1 of %2 · validation, %3 %</source>
        <translation>第 %1 轮，共 %2 轮 · 验证，%3 %</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ActionRegistry</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ChartStack</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only</source>
        <translation>滑动平均的权重；0 只显示原始曲线</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>The cursor follows the newest step and the charts fit (0)</source>
        <translation>游标跟随最新一步，图表自动适合（0）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The curve starts with the first step.</source>
        <translation>曲线从第一步开始。</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>The first validation comes at the end of an epoch.</source>
        <translation>第一次验证在一轮结束时进行。</translation>
    </message>
    <message>
        <source>Learning rate after schedule</source>
        <translation>调度后的学习率</translation>
    </message>
    <message>
        <source>No rate yet.</source>
        <translation>还没有学习率。</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>CTR side</source>
        <translation>CTR 侧</translation>
    </message>
    <message>
        <source>PLM</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>heads</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>PA-MLM loss</source>
        <translation>PA-MLM 损失</translation>
    </message>
    <message>
        <source>Masked accuracy</source>
        <translation>掩码准确率</translation>
    </message>
    <message>
        <source>No accuracy yet.</source>
        <translation>还没有准确率。</translation>
    </message>
    <message>
        <source>%1 steps to repeat</source>
        <translation>需重做 %1 步</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>epoch %1 · %2</source>
        <translation>第 %1 轮 · %2</translation>
    </message>
    <message>
        <source>Add a chart</source>
        <translation>添加图表</translation>
    </message>
    <message>
        <source>Add or remove the chart of another metric</source>
        <translation>添加或移除其他指标的图表</translation>
    </message>
    <message>
        <source>parent, train</source>
        <translation>父运行，训练</translation>
    </message>
    <message>
        <source>parent, validation</source>
        <translation>父运行，验证</translation>
    </message>
    <message>
        <source>parent</source>
        <translation>父运行</translation>
    </message>
    <message>
        <source>parent, CTR side</source>
        <translation>父运行，CTR 侧</translation>
    </message>
    <message>
        <source>%1 by field</source>
        <translation>%1（按字段）</translation>
    </message>
    <message>
        <source>No other metric yet</source>
        <translation>还没有其他指标</translation>
    </message>
    <message>
        <source>No value in this stage yet.</source>
        <translation>此阶段还没有数值。</translation>
    </message>
    <message>
        <source>parent, %1</source>
        <translation>父运行，%1</translation>
    </message>
    <message>
        <source>Steps %1 to %2</source>
        <translation>第 %1 至 %2 步</translation>
    </message>
    <message>
        <source>selected</source>
        <translation>已选中</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1 epochs · %2</source>
        <translation>%1 轮 · %2</translation>
    </message>
    <message>
        <source>From step %1 to step %2</source>
        <translation>从第 %1 步到第 %2 步</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CheckpointLine</name>
    <message>
        <source>This row over checkpoints</source>
        <translation>该行在各检查点</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>按记录</translation>
    </message>
    <message>
        <source>After the edit</source>
        <translation>编辑后</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>原始记录</translation>
    </message>
    <message>
        <source>after the edit</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ChoiceButton</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1，已选</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CodeView</name>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Command that repeats the run</source>
        <translation>重复该运行的命令</translation>
    </message>
    <message>
        <source>Settings as JSON</source>
        <translation>JSON 格式的设置</translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation>复制 JSON</translation>
    </message>
    <message>
        <source>Repeat %1</source>
        <translation>重复 %1</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>It has not started yet.</source>
        <translation>尚未开始。</translation>
    </message>
    <message>
        <source>%1 was imported from %2 and cannot be repeated here</source>
        <translation>%1 是从 %2 导入的，无法在这里重复</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation>查找或执行命令</translation>
    </message>
    <message>
        <source>What matches</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有匹配</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Enter runs     Tab fills in     Ctrl+Enter sets a shortcut     &gt; commands   @ runs   # options   : steps   ? help</source>
        <translation>Enter 执行     Tab 填入     Ctrl+Enter 设置快捷键     &gt; 命令   @ 运行   # 选项   : 步数   ? 帮助</translation>
    </message>
    <message>
        <source>Only commands take a shortcut.</source>
        <translation>只有命令可以设置快捷键。</translation>
    </message>
    <message>
        <source>Press the new keys for %1. Esc keeps the old ones, Backspace removes them.</source>
        <translation>请按“%1”的新快捷键。Esc 保留原来的，退格键清除。</translation>
    </message>
    <message>
        <source>%1 belongs to %2. Press other keys, or Esc.</source>
        <translation>%1 已属于“%2”。请按其他键，或按 Esc。</translation>
    </message>
    <message>
        <source>%1 has no shortcut now.</source>
        <translation>“%1”现在没有快捷键。</translation>
    </message>
    <message>
        <source>%1 is %2 now.</source>
        <translation>%1 现在是“%2”。</translation>
    </message>
    <message>
        <source>%1 of %2, the best %3 listed</source>
        <translation>%2 项中有 %1 项匹配，列出最佳的 %3 项</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CompareChart</name>
    <message>
        <source>Step %1 · epoch %2</source>
        <translation>第 %1 步 · 第 %2 轮</translation>
    </message>
    <message numerus="yes">
        <source>and %n more below</source>
        <translation>
            <numerusform>下方还有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Training rows</source>
        <translation>训练行数</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Share of the run</source>
        <translation>运行进度比例</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CompareView</name>
    <message>
        <source>Export figure</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Export figure (Ctrl+E)</source>
        <translation>导出图 (Ctrl+E)</translation>
    </message>
    <message>
        <source>The numbers of the chart</source>
        <translation>图表的数值</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Scatter</source>
        <translation>散点图</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>平行坐标</translation>
    </message>
    <message>
        <source>Scores of the test rows</source>
        <translation>测试行的得分</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The numbers of the chart as a table</source>
        <translation>以表格显示图表的数值</translation>
    </message>
    <message>
        <source>The first %1 of %2 lines; the CSV file has all of them</source>
        <translation>共 %2 行，显示前 %1 行；CSV 文件包含全部</translation>
    </message>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cpw::ui::ContributionBars</name>
    <message>
        <source>Contribution of each field</source>
        <translation>各字段的贡献</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>through ids</source>
        <translation>经由 id</translation>
    </message>
    <message>
        <source>through words</source>
        <translation>经由文字</translation>
    </message>
    <message>
        <source>edited: through ids</source>
        <translation>编辑后：经由 id</translation>
    </message>
    <message>
        <source>edited: through words</source>
        <translation>编辑后：经由文字</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>原始记录</translation>
    </message>
    <message>
        <source>after the edit</source>
        <translation>修改后</translation>
    </message>
    <message>
        <source>Contribution to the logit</source>
        <translation>对 logit 的贡献</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ControlColumn</name>
    <message>
        <source>Stop now? The work since step %1 is lost; the checkpoint of that step is kept.</source>
        <translation>现在停止？第 %1 步之后的工作会丢失；该步的检查点会保留。</translation>
    </message>
    <message>
        <source>Stop now? There is no checkpoint yet, so all of this run&apos;s training is lost.</source>
        <translation>现在停止？还没有检查点，本次运行的全部训练都会丢失。</translation>
    </message>
    <message>
        <source>Sent; takes effect at the next step</source>
        <translation>已发送，下一步生效</translation>
    </message>
    <message>
        <source>In force from step %1</source>
        <translation>自第 %1 步起生效</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stopping at the next step, then writing the checkpoint.</source>
        <translation>将在下一步停止，然后写入检查点。</translation>
    </message>
    <message>
        <source>Waits for its turn. Stop takes it out of the queue.</source>
        <translation>正在排队。停止会将其移出队列。</translation>
    </message>
    <message>
        <source>Stop discards the work since step %1.</source>
        <translation>停止会丢弃第 %1 步之后的工作。</translation>
    </message>
    <message>
        <source>Stop discards the work; no checkpoint yet.</source>
        <translation>停止会丢弃已做的工作；还没有检查点。</translation>
    </message>
    <message>
        <source>Takes effect at step %1</source>
        <translation>在第 %1 步生效</translation>
    </message>
    <message>
        <source>%1 rows/s</source>
        <translation>%1 行/秒</translation>
    </message>
    <message>
        <source>Masked loss</source>
        <translation>掩码损失</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>Masked loss at step %1</source>
        <translation>第 %1 步的掩码损失</translation>
    </message>
    <message>
        <source>AUC at step %1</source>
        <translation>第 %1 步的 AUC</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Pause or resume at the next step (Space)</source>
        <translation>在下一步暂停或继续（空格）</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Run this many steps, then pause (S)</source>
        <translation>运行这么多步后暂停（S）</translation>
    </message>
    <message>
        <source>Steps to run</source>
        <translation>要运行的步数</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Keep training</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Live values</source>
        <translation>实时参数</translation>
    </message>
    <message>
        <source>Rates before the schedule; the chart shows them after it.</source>
        <translation>这里是调度前的学习率；图表显示调度后的。</translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>Learning rate, PLM</source>
        <translation>学习率，语言模型</translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation>学习率，输出头</translation>
    </message>
    <message>
        <source>Gradient clip, 0 is off</source>
        <translation>梯度裁剪，0 为关闭</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Back to the values in force</source>
        <translation>恢复为当前生效的值</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Left in this stage</source>
        <translation>本阶段剩余</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>梯度范数</translation>
    </message>
    <message>
        <source>Best so far</source>
        <translation>目前最佳</translation>
    </message>
    <message>
        <source>Validations without gain</source>
        <translation>无提升的验证次数</translation>
    </message>
    <message>
        <source>Work done</source>
        <translation>已完成的工作</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>Result on the test rows</source>
        <translation>测试行上的结果</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Expected AUC</source>
        <translation>期望 AUC</translation>
    </message>
    <message>
        <source>Weighs each pair by the true probabilities; known for the invented sample only</source>
        <translation>按真实概率为每对加权；仅虚构示例已知真实概率</translation>
    </message>
    <message>
        <source>The file is open read-only: the run can be watched, not steered.</source>
        <translation>文件以只读方式打开：可以查看运行，但不能控制。</translation>
    </message>
    <message>
        <source>Evaluate now</source>
        <translation>立即评估</translation>
    </message>
    <message>
        <source>Validate before the next step; the choice of the best checkpoint stays at its regular places</source>
        <translation>在下一步之前验证；最佳检查点仍只在固定位置选择</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
    <message>
        <source>Write a checkpoint before the next step; later ones do not replace it</source>
        <translation>在下一步之前写入检查点；之后的检查点不会替换它</translation>
    </message>
    <message>
        <source>Another process trains this run; commands reach it through the file.</source>
        <translation>此运行由另一个进程训练；命令通过文件传给它。</translation>
    </message>
    <message>
        <source>Go on here</source>
        <translation>在此继续</translation>
    </message>
    <message>
        <source>Stop and save it there, then resume it in this window</source>
        <translation>在那边停止并保存，然后在此窗口中继续</translation>
    </message>
    <message>
        <source>Weight decay, 0 is off</source>
        <translation>权重衰减，0 表示关闭</translation>
    </message>
    <message>
        <source>Freeze the language model</source>
        <translation>冻结语言模型</translation>
    </message>
    <message>
        <source>Freeze the CTR side</source>
        <translation>冻结 CTR 侧</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CopyBackWindow</name>
    <message>
        <source>Local copy - ClickPrompt Workbench</source>
        <translation>本地副本 - ClickPrompt Workbench</translation>
    </message>
</context>
<context>
    <name>cpw::ui::CurvePanel</name>
    <message>
        <source>Metric of the upper chart</source>
        <translation>上图的指标</translation>
    </message>
    <message>
        <source>Metric of the lower chart</source>
        <translation>下图的指标</translation>
    </message>
    <message>
        <source>The band is the 95 % t interval of the mean; it is drawn from three seeds on.</source>
        <translation>色带为均值的 95 % t 区间；从三个种子起绘制。</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Smoothing over all points; 0 shows them as they are</source>
        <translation>对所有点平滑；0 表示原样显示</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Training rows</source>
        <translation>训练行数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Share of the run</source>
        <translation>运行进度比例</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>every seed</source>
        <translation>每个种子</translation>
    </message>
    <message>
        <source>mean, 95 % band</source>
        <translation>均值，95 % 色带</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>group, run</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>sd</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>± 95 %</source>
        <translation>± 95 %</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message numerus="yes">
        <source>%n lines without epochs left out, %1</source>
        <translation>
            <numerusform>%n 条没有轮次的曲线未显示，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Select runs or groups to see their curves.</source>
        <translation>选择运行或组以查看曲线。</translation>
    </message>
    <message>
        <source>The chosen runs have no epochs.</source>
        <translation>所选运行没有轮次。</translation>
    </message>
    <message>
        <source>None of the chosen runs has this metric.</source>
        <translation>所选运行都没有该指标。</translation>
    </message>
    <message>
        <source>Smoothing %1</source>
        <translation>平滑 %1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DamagedFileWindow</name>
    <message>
        <source>Open a read-only copy</source>
        <translation>打开只读副本</translation>
    </message>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation>%1 - ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>无法打开 %1</translation>
    </message>
    <message>
        <source>%1, %2, last changed %3. Nothing in it was changed now.</source>
        <translation>%1，%2，最后修改于 %3。这次没有改动其中的任何内容。</translation>
    </message>
    <message>
        <source>A read-only copy holds every run, curve and note that can still be read. Checkpoints lie in the folder beside the file and are not touched.</source>
        <translation>只读副本包含所有还能读取的运行、曲线和备注。检查点在文件旁边的文件夹里，不会被改动。</translation>
    </message>
    <message>
        <source>Open another file...</source>
        <translation>打开其他文件...</translation>
    </message>
    <message>
        <source>New file...</source>
        <translation>新建文件...</translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation>工作台文件 (*.cpw)</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新建文件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DataPage</name>
    <message>
        <source>Remove...</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Import again...</source>
        <translation>重新导入…</translation>
    </message>
    <message>
        <source>Use in experiment</source>
        <translation>用于实验</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Import table...</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>Import a file or folder (Ctrl+I)</source>
        <translation>导入文件或文件夹（Ctrl+I）</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>读取进度</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>导入报告</translation>
    </message>
    <message>
        <source>Remove data set...</source>
        <translation>移除数据集…</translation>
    </message>
    <message>
        <source>Random rows</source>
        <translation>随机行</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1 lines read, %2 rows kept, %3 left out by their label.</source>
        <translation>读取 %1 行，保留 %2 行，按标签略去 %3 行。</translation>
    </message>
    <message>
        <source>%1 rows.</source>
        <translation>%1 行。</translation>
    </message>
    <message>
        <source>Import report of %1</source>
        <translation>%1 的导入报告</translation>
    </message>
    <message>
        <source>Remove %1?</source>
        <translation>移除 %1？</translation>
    </message>
    <message>
        <source>The settings of %1 are forgotten. Its raw files and the runs that used it stay.</source>
        <translation>%1 的设置将被删除。原始文件和用过它的运行都会保留。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Import a table</source>
        <translation>导入表格</translation>
    </message>
    <message>
        <source>Nothing is changed in your files; what is wrong can be corrected at every step.</source>
        <translation>不会改动您的文件；每一步都可以更正。</translation>
    </message>
    <message>
        <source>Built into the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>%1, %2 rows, %3 fields</source>
        <translation>%1，%2 行，%3 个字段</translation>
    </message>
    <message>
        <source>Splitting and encoding</source>
        <translation>正在划分和编码</translation>
    </message>
    <message>
        <source>%1 lines read, %2 rows kept, %3 left out by their label, %4 for other reasons.</source>
        <translation>读取 %1 行，保留 %2 行，按标签剔除 %3 行，因其他原因剔除 %4 行。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DataRowsModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DatasetListModel</name>
    <message>
        <source>%1 rows, %2 fields</source>
        <translation>%1 行，%2 个字段</translation>
    </message>
    <message>
        <source>built in, invented</source>
        <translation>自带，虚构</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DesktopNotice</name>
    <message>
        <source>Show the run</source>
        <translation>显示该运行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DifferencePanel</name>
    <message>
        <source>Dots are seeds, lines are 95 % intervals of the mean difference.</source>
        <translation>点为种子，线为平均差的 95 % 区间。</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Settings in which the chosen groups differ</source>
        <translation>所选组之间不同的设置</translation>
    </message>
    <message>
        <source>Choose a baseline to see differences</source>
        <translation>选择基线以查看差异</translation>
    </message>
    <message>
        <source>Test AUC against %1, paired by seed</source>
        <translation>测试 AUC 与 %1 相比，按种子配对</translation>
    </message>
    <message>
        <source>Select groups to see them against %1</source>
        <translation>选择分组以与 %1 比较</translation>
    </message>
    <message>
        <source>of two or more</source>
        <translation>两个或更多</translation>
    </message>
    <message>
        <source>%1 of %2 settings</source>
        <translation>%2 项设置中的 %1 项</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Select two groups or more to see in which settings they differ.</source>
        <translation>选择两个或更多分组，即可看到它们的设置差异。</translation>
    </message>
    <message>
        <source>No difference in these settings.</source>
        <translation>这些设置没有差异。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::DockArea</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Value table</source>
        <translation>数值表</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1 dock</source>
        <translation>“%1”停靠栏</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EmbeddingView</name>
    <message>
        <source>Embeddings of</source>
        <translation>嵌入的字段</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Rows with this value</source>
        <translation>含该值的行</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算中</translation>
    </message>
    <message>
        <source>%1: %2 training rows</source>
        <translation>%1：%2 个训练行</translation>
    </message>
    <message>
        <source>, mostly with %1</source>
        <translation>，多与 %1 同现</translation>
    </message>
    <message>
        <source>first component, %1 % of the variance</source>
        <translation>第一主成分，占方差 %1 %</translation>
    </message>
    <message>
        <source>second component, %1 %</source>
        <translation>第二主成分，%1 %</translation>
    </message>
    <message>
        <source>%1 of %2 values, the most frequent</source>
        <translation>%2 个值中最常见的 %1 个</translation>
    </message>
    <message>
        <source>A click chooses a value.</source>
        <translation>点击选择一个值。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EngineSession</name>
    <message>
        <source>%1 cannot be shown: %2</source>
        <translation>无法显示 %1：%2</translation>
    </message>
    <message>
        <source>The note is not saved: %1</source>
        <translation>备注未能保存：%1</translation>
    </message>
    <message>
        <source>The copy is not saved: %1</source>
        <translation>副本未能保存：%1</translation>
    </message>
    <message>
        <source>The command does not reach the run: %1</source>
        <translation>命令无法传给运行：%1</translation>
    </message>
    <message>
        <source>%1 is stopped but cannot go on here: %2</source>
        <translation>%1 已停止，但无法在此继续：%2</translation>
    </message>
    <message>
        <source>%1 is stopped and saved, but the file cannot be written: %2</source>
        <translation>%1 已停止并保存，但文件无法写入：%2</translation>
    </message>
    <message>
        <source>%1 is stopped and saved, but %2 cannot be started to go on with it. Resume goes on here.</source>
        <translation>%1 已停止并保存，但无法启动 %2 来继续训练。点击“继续”可在此接着训练。</translation>
    </message>
    <message>
        <source>The run cannot be forked here: %1</source>
        <translation>无法从此处分叉运行：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ErrorsView</name>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>Take the filter away</source>
        <translation>去掉筛选</translation>
    </message>
    <message>
        <source>Rows in this order</source>
        <translation>按此顺序的行</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Slices by</source>
        <translation>切片依据</translation>
    </message>
    <message>
        <source>Measures of each slice</source>
        <translation>各切片的指标</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Clicked</source>
        <translation>点击</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Rarest value</source>
        <translation>最罕见的值</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1 rows, %2</source>
        <translation>%1 行，%2</translation>
    </message>
    <message>
        <source>first %1 of %2 rows, %3</source>
        <translation>%2 行中的前 %1 行，%3</translation>
    </message>
    <message>
        <source>scores of step %1</source>
        <translation>第 %1 步的得分</translation>
    </message>
    <message>
        <source>probabilities untrained</source>
        <translation>概率未经训练</translation>
    </message>
    <message>
        <source>tail cells</source>
        <translation>长尾单元</translation>
    </message>
    <message>
        <source>Scoring the part</source>
        <translation>正在为该部分打分</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Click rate</source>
        <translation>点击率</translation>
    </message>
    <message>
        <source>Mean probability</source>
        <translation>平均概率</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Calibration error</source>
        <translation>校准误差</translation>
    </message>
    <message>
        <source>AUC of B</source>
        <translation>B 的 AUC</translation>
    </message>
    <message>
        <source>AUC, B less A</source>
        <translation>AUC，B 减 A</translation>
    </message>
    <message>
        <source>Log loss, B less A</source>
        <translation>对数损失，B 减 A</translation>
    </message>
    <message>
        <source>Calibration error of B</source>
        <translation>B 的校准误差</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>the %1 largest of %2</source>
        <translation>%2 个中最大的 %1 个</translation>
    </message>
    <message>
        <source>A: %1</source>
        <translation>A：%1</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EstimateCard</name>
    <message>
        <source>Memory and time</source>
        <translation>内存与时间</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Progress of the trial steps</source>
        <translation>试跑步的进度</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Some trial steps of each stage tell memory and time; nothing is trained.</source>
        <translation>每个阶段试跑几步即可得知内存和时间；不会训练任何东西。</translation>
    </message>
    <message>
        <source>Correct the errors first.</source>
        <translation>请先更正错误。</translation>
    </message>
    <message>
        <source>For earlier settings.</source>
        <translation>针对之前的设置。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Memory at the peak</source>
        <translation>内存峰值</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>kept from an earlier run</source>
        <translation>沿用之前的运行</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>One run, at most</source>
        <translation>单次运行，至多</translation>
    </message>
    <message>
        <source>%1 runs, one after the other</source>
        <translation>%1 次运行，依次进行</translation>
    </message>
    <message>
        <source>From %1 trial steps of each stage; early stopping makes it shorter.</source>
        <translation>来自每个阶段 %1 步试跑；提前停止会更短。</translation>
    </message>
    <message>
        <source>Trial steps, %1 %</source>
        <translation>试跑中，%1 %</translation>
    </message>
    <message>
        <source>%1: %2 parts a step</source>
        <translation>%1：每步分 %2 份</translation>
    </message>
    <message>
        <source>Sets the accumulation, so that at most %1 rows are in memory at once</source>
        <translation>设置梯度累积，使内存中同时最多有 %1 行</translation>
    </message>
    <message>
        <source>Largest micro-batch that fits</source>
        <translation>可容纳的最大微批次</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventTableModel</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::EventsLane</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ExperimentDraft</name>
    <message>
        <source>Preset %1</source>
        <translation>预设 %1</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Values to try</source>
        <translation>要试的值</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ExperimentPage</name>
    <message>
        <source>From preset or run</source>
        <translation>从预设或运行</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>New experiment</source>
        <translation>新实验</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Add a stage after the last one</source>
        <translation>在最后加一个阶段</translation>
    </message>
    <message>
        <source>Remove the chosen stage</source>
        <translation>移除所选阶段</translation>
    </message>
    <message>
        <source>Find an option</source>
        <translation>查找选项</translation>
    </message>
    <message>
        <source>Find an option (Ctrl+L)</source>
        <translation>查找选项（Ctrl+L）</translation>
    </message>
    <message>
        <source>Groups of options</source>
        <translation>选项组</translation>
    </message>
    <message>
        <source>Save to the queue</source>
        <translation>保存到队列</translation>
    </message>
    <message>
        <source>Leave it as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Start experiment</source>
        <translation>开始实验</translation>
    </message>
    <message>
        <source>Next problem</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <source>Previous problem</source>
        <translation>上一个问题</translation>
    </message>
    <message>
        <source>Measure memory and time</source>
        <translation>测量内存和时间</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>显示队列</translation>
    </message>
    <message>
        <source>Settings of %1</source>
        <translation>%1 的设置</translation>
    </message>
    <message>
        <source>Settings of the chosen run</source>
        <translation>所选运行的设置</translation>
    </message>
    <message>
        <source>Settings of a run</source>
        <translation>运行的设置</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Own settings, kept as a draft in this file</source>
        <translation>自定设置，作为草稿保存在此文件中</translation>
    </message>
    <message>
        <source>Preset %1, %2, unchanged</source>
        <translation>预设 %1，%2，未改动</translation>
    </message>
    <message>
        <source>Preset %1, %2, changed; kept as a draft in this file</source>
        <translation>预设 %1，%2，已改动；作为草稿保存在此文件中</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>没有等待</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Go to field</source>
        <translation>转到该项</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Changed from the preset: %1</source>
        <translation>与预设不同：%1</translation>
    </message>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 改为 %3</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Add stage</source>
        <translation>添加阶段</translation>
    </message>
    <message>
        <source>Remove stage</source>
        <translation>移除阶段</translation>
    </message>
    <message>
        <source>This file is open for reading only.</source>
        <translation>此文件以只读方式打开。</translation>
    </message>
    <message>
        <source>An error keeps this experiment from starting: %1.</source>
        <translation>有错误使实验无法开始：%1。</translation>
    </message>
    <message>
        <source>Start %1 runs</source>
        <translation>开始 %1 次运行</translation>
    </message>
    <message>
        <source>Start (Ctrl+Return)</source>
        <translation>开始（Ctrl+Return）</translation>
    </message>
    <message>
        <source>Add to the queue (Ctrl+Shift+Return)</source>
        <translation>加入队列（Ctrl+Shift+Return）</translation>
    </message>
    <message>
        <source>The run cannot be started: %1</source>
        <translation>运行无法开始：%1</translation>
    </message>
    <message>
        <source>You edit the queued run %1. It stays as it is until you save.</source>
        <translation>您正在编辑排队的运行 %1。保存之前它保持原样。</translation>
    </message>
    <message>
        <source>Queued run</source>
        <translation>排队的运行</translation>
    </message>
    <message>
        <source>%1: added</source>
        <translation>%1：已添加</translation>
    </message>
    <message>
        <source>%1: removed</source>
        <translation>%1：已移除</translation>
    </message>
    <message>
        <source>the default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>waiting: %1</source>
        <translation>%1 个等待</translation>
    </message>
    <message>
        <source>Errors: %1, warnings: %2</source>
        <translation>错误 %1 个，警告 %2 个</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>转到 %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>paused, waiting: %1</source>
        <translation>已暂停，%1 个等待</translation>
    </message>
    <message>
        <source>A run of the queue has one seed and one value of each option.</source>
        <translation>队列中的一个运行只有一个种子，每个选项只有一个值。</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>梯度累积</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>改用 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n layers, %1</source>
        <translation>
            <numerusform>%n 层，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>No language model in the folders of the preferences</source>
        <translation>首选项的文件夹中没有语言模型</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FailureCard</name>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>The run failed before its first step.</source>
        <translation>运行在第一步之前失败。</translation>
    </message>
    <message>
        <source>The run failed at step %1 of %2.</source>
        <translation>运行在“%2”的第 %1 步失败。</translation>
    </message>
    <message>
        <source>Kept: the checkpoint of step %1, all curves and the log. Resume repeats %2 steps.</source>
        <translation>已保留：第 %1 步的检查点、全部曲线和日志。继续时将重复 %2 步。</translation>
    </message>
    <message>
        <source>Kept: curves and log. There is no checkpoint to go on from.</source>
        <translation>已保留：曲线和日志。没有可以接着训练的检查点。</translation>
    </message>
    <message>
        <source>One row does not fit. A smaller model or fewer tokens need less memory.</source>
        <translation>一行数据也放不下。更小的模型或更少的词元需要更少的内存。</translation>
    </message>
    <message>
        <source>Micro-batches of %1 rows need about half the memory for activations; the step stays the same to rounding and takes a little longer.</source>
        <translation>每个微批 %1 行时，激活值约需一半的内存；步的结果除舍入外不变，用时略长。</translation>
    </message>
    <message>
        <source>Go on with smaller micro-batches</source>
        <translation>以更小的微批继续</translation>
    </message>
    <message>
        <source>Start again with smaller micro-batches</source>
        <translation>以更小的微批重新开始</translation>
    </message>
    <message>
        <source>A new run reads the data from the place where they are now.</source>
        <translation>新的运行从数据现在的位置读取。</translation>
    </message>
    <message>
        <source>Locate the data...</source>
        <translation>定位数据...</translation>
    </message>
    <message>
        <source>A new run from before that step with a tenth of the learning rates often gets past it.</source>
        <translation>从该步之前以十分之一的学习率开始新的运行，往往可以越过它。</translation>
    </message>
    <message>
        <source>A new run with a tenth of the learning rates often gets past it.</source>
        <translation>以十分之一的学习率开始新的运行，往往可以越过它。</translation>
    </message>
    <message>
        <source>Go on from before with lower rates</source>
        <translation>从之前以更低的学习率继续</translation>
    </message>
    <message>
        <source>Start again with lower rates</source>
        <translation>以更低的学习率重新开始</translation>
    </message>
    <message>
        <source>Free some space, then resume. Nothing half-written was kept.</source>
        <translation>请先腾出空间，再继续。没有留下写了一半的内容。</translation>
    </message>
    <message>
        <source>Go to step %1</source>
        <translation>转到第 %1 步</translation>
    </message>
    <message>
        <source>Suggested fix</source>
        <translation>建议的修复</translation>
    </message>
    <message>
        <source>Go to the step that went wrong</source>
        <translation>转到出错的步</translation>
    </message>
    <message>
        <source>1 queued run goes on with its own settings.</source>
        <translation>1 个排队的运行会以自己的设置继续。</translation>
    </message>
    <message>
        <source>%1 queued runs go on with their own settings.</source>
        <translation>%1 个排队的运行会以各自的设置继续。</translation>
    </message>
    <message>
        <source>Smaller micro-batches in the queue</source>
        <translation>队列中也用更小的微批</translation>
    </message>
    <message>
        <source>Lower rates in the queue</source>
        <translation>队列中也降低学习率</translation>
    </message>
    <message>
        <source>Suggested fix for the queue</source>
        <translation>对队列的建议修正</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FieldFactsModel</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>list</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Most frequent values of %1:</source>
        <translation>%1 最常见的值：</translation>
    </message>
    <message>
        <source>%1: %2 rows</source>
        <translation>%1：%2 行</translation>
    </message>
    <message>
        <source>showing %1 of %2 values</source>
        <translation>显示 %2 个值中的 %1 个</translation>
    </message>
    <message>
        <source>Share of test rows whose value no training row has; they share one unknown id.</source>
        <translation>测试行中，其值在训练行中从未出现的比例；它们共用一个未知编号。</translation>
    </message>
    <message>
        <source>%1 ids in the model, the unknown one included</source>
        <translation>模型中有 %1 个编号，含未知编号</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>不同值</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Most frequent</source>
        <translation>最常见</translation>
    </message>
    <message>
        <source>Distribution</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Test rows with unseen value</source>
        <translation>含未见值的测试行</translation>
    </message>
    <message>
        <source>In text</source>
        <translation>在句中</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FieldsCard</name>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Filter fields</source>
        <translation>筛选字段</translation>
    </message>
    <message>
        <source>Filter of the fields</source>
        <translation>字段筛选</translation>
    </message>
    <message>
        <source>%1 features in all</source>
        <translation>共 %1 个特征</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FigureDialog</name>
    <message>
        <source>Export figure</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>pt</source>
        <translation>磅</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>Font size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>图注</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Figures are written in the light theme.</source>
        <translation>图以浅色主题导出。</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>LaTeX (pgfplots)</source>
        <translation>LaTeX（pgfplots）</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>a name to keep this form by</source>
        <translation>用来保存此格式的名称</translation>
    </message>
    <message>
        <source>Keep kind, size, font, legend and caption under this name</source>
        <translation>以此名称保存种类、尺寸、字号、图例和标题</translation>
    </message>
    <message>
        <source>Remove the preset of this name</source>
        <translation>移除此名称的预设</translation>
    </message>
    <message>
        <source>Save figure</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>The figure cannot be written to %1. Choose a folder that can be written.</source>
        <translation>无法将图写入 %1。请选择可写的文件夹。</translation>
    </message>
    <message>
        <source>Drawn as it stands on the screen, as large as fits; not for LaTeX.</source>
        <translation>按屏幕上的样子绘制，尽可能大；不能用于 LaTeX。</translation>
    </message>
    <message>
        <source>Figures are written in the light theme. A map has no LaTeX of its own; include its PDF.</source>
        <translation>图以浅色主题写出。热图没有 LaTeX 形式；请引用它的 PDF。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FigureFile</name>
    <message>
        <source>Save points</source>
        <translation>保存点</translation>
    </message>
    <message>
        <source>The points cannot be written to %1. Choose a folder that can be written.</source>
        <translation>数据点无法写入 %1。请选择可写的文件夹。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::FilterLine</name>
    <message>
        <source>Filter, for example auc &gt; 0.7 and backbone = dcn_v2, or any word of a row</source>
        <translation>筛选，例如 auc &gt; 0.7 and backbone = dcn_v2，或行中的任意词</translation>
    </message>
    <message>
        <source>Filter of the runs</source>
        <translation>运行筛选</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ForkPanel</name>
    <message>
        <source>Learning rate, PLM</source>
        <translation>学习率，PLM</translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation>学习率，输出头</translation>
    </message>
    <message>
        <source>Weight decay, 0 is off</source>
        <translation>权重衰减，0 表示关闭</translation>
    </message>
    <message>
        <source>Gradient clip, 0 is off</source>
        <translation>梯度裁剪，0 表示关闭</translation>
    </message>
    <message>
        <source>Start fork</source>
        <translation>开始分叉</translation>
    </message>
    <message>
        <source>Epochs of the stage</source>
        <translation>阶段的轮数</translation>
    </message>
    <message>
        <source>Micro-batches of a step</source>
        <translation>每步的微批数</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Freeze the language model</source>
        <translation>冻结语言模型</translation>
    </message>
    <message>
        <source>Freeze the CTR side</source>
        <translation>冻结 CTR 侧</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New run from the checkpoint of step %1 of %2 (%3), the nearest before step %4</source>
        <translation>从 %2 第 %1 步的检查点（%3）开始新的运行，它是第 %4 步之前最近的检查点</translation>
    </message>
    <message>
        <source>New run from the checkpoint of step %1 of %2 (%3)</source>
        <translation>从 %2 第 %1 步的检查点（%3）开始新的运行</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1，自第 %2 步</translation>
    </message>
    <message>
        <source>the seed is &quot;%1&quot;, expected a whole number from 0 on</source>
        <translation>随机种子为“%1”，应为不小于 0 的整数</translation>
    </message>
</context>
<context>
    <name>cpw::ui::GroupTexts</name>
    <message>
        <source>%1, %2</source>
        <comment>backbone, stages</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::HeadGrid</name>
    <message>
        <source>Layers and heads</source>
        <translation>层与头</translation>
    </message>
    <message>
        <source>Layer %1, head %2: share on prompts %3, entropy %4 bits</source>
        <translation>第 %1 层第 %2 头：提示占比 %3，熵 %4 比特</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Share on prompts</source>
        <translation>提示所占比例</translation>
    </message>
    <message>
        <source>Entropy, bits</source>
        <translation>熵（比特）</translation>
    </message>
    <message>
        <source>layers down, heads across</source>
        <translation>纵向为层，横向为头</translation>
    </message>
</context>
<context>
    <name>cpw::ui::HeadPattern</name>
    <message>
        <source>Attention of the chosen head</source>
        <translation>所选头的注意力</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>row: query, column: key</source>
        <translation>行：查询，列：键</translation>
    </message>
</context>
<context>
    <name>cpw::ui::HomePage</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>%1 is open read-only.</source>
        <translation>%1 以只读方式打开。</translation>
    </message>
    <message>
        <source>Runs are kept in %1.</source>
        <translation>运行保存在 %1。</translation>
    </message>
    <message>
        <source>Bring your own</source>
        <translation>使用自己的数据</translation>
    </message>
    <message>
        <source>After the first run</source>
        <translation>第一次运行之后</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>Train the built-in sample</source>
        <translation>训练内置示例</translation>
    </message>
    <message>
        <source>ClickPrompt&apos;s stages on a small invented data set whose truth is known. Nothing is downloaded.</source>
        <translation>在一个真值已知的小型虚构数据集上运行 ClickPrompt 的各个阶段。不下载任何内容。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>Train sample (Ctrl+Return)</source>
        <translation>训练示例（Ctrl+Return）</translation>
    </message>
    <message>
        <source>One run: %1.</source>
        <translation>一次运行：%1。</translation>
    </message>
    <message>
        <source>%1 runs, one after the other: %2.</source>
        <translation>依次 %1 次运行：%2。</translation>
    </message>
    <message>
        <source>MovieLens-1M folder</source>
        <translation>MovieLens-1M 文件夹</translation>
    </message>
    <message>
        <source>ratings.dat, users.dat and movies.dat, as GroupLens ships them</source>
        <translation>ratings.dat、users.dat 和 movies.dat，按 GroupLens 发布的原样</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>打开文件夹...</translation>
    </message>
    <message>
        <source>Choose the folder and train the preset on it</source>
        <translation>选择文件夹并用预设进行训练</translation>
    </message>
    <message>
        <source>Watch and steer</source>
        <translation>观察与操控</translation>
    </message>
    <message>
        <source>Pause, step, change a rate while it trains; every change is a flag on the curve.</source>
        <translation>训练时暂停、单步、修改学习率；每次改动都是曲线上的一面小旗。</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Files you open appear here.</source>
        <translation>打开过的文件会出现在这里。</translation>
    </message>
    <message>
        <source>A workbench file holds all runs, curves, settings and notes. Copy it, mail it, open it read-only.</source>
        <translation>工作台文件包含所有运行、曲线、设置和备注。可以复制、邮寄、以只读方式打开。</translation>
    </message>
    <message>
        <source>Open file...</source>
        <translation>打开文件...</translation>
    </message>
    <message>
        <source>New file...</source>
        <translation>新建文件...</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>No CUDA card</source>
        <translation>没有 CUDA 显卡</translation>
    </message>
    <message>
        <source>training uses the processor</source>
        <translation>用处理器训练</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 cores, %2 memory</source>
        <translation>%1 核，%2 内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Folder of MovieLens-1M</source>
        <translation>MovieLens-1M 所在文件夹</translation>
    </message>
    <message>
        <source>Import table...</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>A file with rows, or the folder of a data set; what it is will be found out</source>
        <translation>含行的文件，或数据集的文件夹；程序会识别它是什么</translation>
    </message>
    <message>
        <source>Look at the settings first</source>
        <translation>先看看设置</translation>
    </message>
    <message>
        <source>Opens the sample&apos;s last run on the Experiment page; nothing starts</source>
        <translation>在“实验”页打开示例的最后一个运行；不会开始训练</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>文件以只读方式打开。</translation>
    </message>
    <message>
        <source>Your own table</source>
        <translation>自己的表格</translation>
    </message>
    <message>
        <source>Rows with a label in a text, JSON or Parquet file, or the folder of a data set</source>
        <translation>带标签的行，来自文本、JSON 或 Parquet 文件，或数据集的文件夹</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>A folder with config.json, the tokenizer and the weights (BERT, RoBERTa, DistilBERT, TinyBERT)</source>
        <translation>含有 config.json、分词器和权重的文件夹（BERT、RoBERTa、DistilBERT、TinyBERT）</translation>
    </message>
    <message>
        <source>Add folder...</source>
        <translation>添加文件夹...</translation>
    </message>
    <message>
        <source>The models in the folder are offered on the Experiment page</source>
        <translation>文件夹中的模型会在“实验”页中提供选择</translation>
    </message>
    <message>
        <source>Earlier results</source>
        <translation>以前的结果</translation>
    </message>
    <message>
        <source>TensorBoard&apos;s event files, MLflow, or a table of metrics</source>
        <translation>TensorBoard 的事件文件、MLflow 或指标表</translation>
    </message>
    <message>
        <source>Import runs...</source>
        <translation>导入运行...</translation>
    </message>
    <message>
        <source>Runs of other programs, to be compared with those of this file</source>
        <translation>其他程序的运行，可与此文件中的运行比较</translation>
    </message>
    <message>
        <source>Seeds become a mean with a band; only settings that differ are listed.</source>
        <translation>多个种子合成均值和区间带；只列出不同的设置。</translation>
    </message>
    <message>
        <source>Look inside</source>
        <translation>查看内部</translation>
    </message>
    <message>
        <source>Soft prompts, attention and what-if edits for any row, at any checkpoint.</source>
        <translation>任一行、任一检查点的软提示、注意力和假设修改。</translation>
    </message>
    <message>
        <source>Ctrl+K finds every command. F1 explains the field that has the focus. Everything stays on this computer.</source>
        <translation>Ctrl+K 可找到所有命令。F1 解释当前焦点所在的字段。一切都留在这台计算机上。</translation>
    </message>
    <message>
        <source>What is ClickPrompt?</source>
        <translation>什么是 ClickPrompt？</translation>
    </message>
    <message>
        <source>none added yet</source>
        <translation>尚未添加</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>%1, changed %2</source>
        <translation>%1，更改于 %2</translation>
    </message>
    <message>
        <source>%1 free, on a network (%2)</source>
        <translation>可用 %1，位于网络（%2）</translation>
    </message>
    <message>
        <source>%1 free, local</source>
        <translation>可用 %1，本地</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ImportPanel</name>
    <message>
        <source>Choose a file of rows or the folder of a data set; what it is will be found out.</source>
        <translation>选择含行的文件或数据集的文件夹；程序会识别它是什么。</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>正在查看 %1</translation>
    </message>
    <message>
        <source>Expected: %1.</source>
        <translation>应为：%1。</translation>
    </message>
    <message>
        <source>Numbers with commas between them, such as 3 or 2.5, 3.</source>
        <translation>用逗号分隔的数字，如 3 或 2.5, 3。</translation>
    </message>
    <message>
        <source>Reading the first rows</source>
        <translation>正在读取前几行</translation>
    </message>
    <message>
        <source>all %1 rows, %2</source>
        <translation>全部 %1 行，%2</translation>
    </message>
    <message>
        <source>the first %1 rows of %2</source>
        <translation>%2 中的前 %1 行</translation>
    </message>
    <message>
        <source>the source&apos;s own</source>
        <translation>来源自带</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>More such lines: %1</source>
        <translation>更多此类行：%1</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>1 Files</source>
        <translation>1 文件</translation>
    </message>
    <message>
        <source>2 Columns</source>
        <translation>2 列</translation>
    </message>
    <message>
        <source>3 Label</source>
        <translation>3 标签</translation>
    </message>
    <message>
        <source>4 Split</source>
        <translation>4 划分</translation>
    </message>
    <message>
        <source>Path of a file or folder</source>
        <translation>文件或文件夹的路径</translation>
    </message>
    <message>
        <source>File...</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Raw data</source>
        <translation>原始数据</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Name here</source>
        <translation>此处名称</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>semicolon</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>bar</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Any text; values in double quotes may hold it.</source>
        <translation>任意文本；双引号中的值可以含有它。</translation>
    </message>
    <message>
        <source>The first line holds the names</source>
        <translation>第一行是列名</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Click the head of a column below to leave it out or take it in again; names in brackets are no fields.</source>
        <translation>点击下方列头可略去或重新采用该列；括号中的名称不是字段。</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Numbers: ratings, or 0 and 1.</source>
        <translation>数字：评分，或 0 和 1。</translation>
    </message>
    <message>
        <source>A click is from</source>
        <translation>点击的下限</translation>
    </message>
    <message>
        <source>A raw value of at least this is positive.</source>
        <translation>原始值不小于它即为正例。</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>略去</translation>
    </message>
    <message>
        <source>Rows with these raw values, such as 3.</source>
        <translation>含这些原始值的行，如 3。</translation>
    </message>
    <message>
        <source>Splitting by time tells how a model will do on what comes later; at random it sees some of the future.</source>
        <translation>按时间划分可知模型对以后数据的表现；随机划分会让它看到部分未来。</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>前几行</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Folder with raw data</source>
        <translation>含原始数据的文件夹</translation>
    </message>
    <message>
        <source>File with rows</source>
        <translation>含行的文件</translation>
    </message>
    <message>
        <source>Skip such lines</source>
        <translation>略去此类行</translation>
    </message>
    <message>
        <source>Leaves out up to %1 lines that cannot be read; the import report names them</source>
        <translation>略去至多 %1 行无法读取的行；导入报告会列出它们</translation>
    </message>
    <message>
        <source>Reading, %1 %</source>
        <translation>正在读取，%1 %</translation>
    </message>
    <message>
        <source>Splitting and encoding</source>
        <translation>正在划分和编码</translation>
    </message>
    <message>
        <source>the first %1 rows appear here</source>
        <translation>前 %1 行会显示在这里</translation>
    </message>
    <message>
        <source>Values that no training row has are known too</source>
        <translation>训练行中没有的取值也有编号</translation>
    </message>
    <message>
        <source>As the paper&apos;s authors number them. Else such values share one id, as values will that come after training.</source>
        <translation>与论文作者的编号方式一致。否则这些取值共用一个编号，训练之后才出现的取值也是如此。</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt *.dat *.json *.jsonl *.parquet *.gz *.zip);;All files (*)</source>
        <translation>表格 (*.csv *.tsv *.txt *.dat *.json *.jsonl *.parquet *.gz *.zip);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>cpw::ui::InspectChart</name>
    <message>
        <source>What the colours mean</source>
        <translation>颜色的含义</translation>
    </message>
</context>
<context>
    <name>cpw::ui::InspectPage</name>
    <message>
        <source>No run to look into</source>
        <translation>没有可查看的运行</translation>
    </message>
    <message>
        <source>Choose a run on the Runs page, or train one.</source>
        <translation>在“运行”页选择一个运行，或训练一个。</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>largest error first</source>
        <translation>误差最大者在前</translation>
    </message>
    <message>
        <source>rare values first</source>
        <translation>罕见值在前</translation>
    </message>
    <message>
        <source>as in the table</source>
        <translation>按表中顺序</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Place in this order</source>
        <translation>在该顺序中的位置</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Probability of a click</source>
        <translation>点击概率</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>按记录</translation>
    </message>
    <message>
        <source>After the edit</source>
        <translation>编辑后</translation>
    </message>
    <message>
        <source>%1 has no checkpoint yet</source>
        <translation>%1 还没有检查点</translation>
    </message>
    <message>
        <source>&quot;Checkpoint now&quot; on the Live page writes one; the stages write theirs as they validate.</source>
        <translation>“实时”页上的“立即保存检查点”会写一个；各阶段在验证时也会写。</translation>
    </message>
    <message>
        <source>now, in training</source>
        <translation>当前，训练中</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>step %1, best</source>
        <translation>第 %1 步，最佳</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Reading the data of the run</source>
        <translation>正在读取该运行的数据</translation>
    </message>
    <message>
        <source>Ordering the rows</source>
        <translation>正在排序各行</translation>
    </message>
    <message>
        <source>This part has no rows.</source>
        <translation>该部分没有行。</translation>
    </message>
    <message>
        <source>clicked</source>
        <translation>已点击</translation>
    </message>
    <message>
        <source>not clicked</source>
        <translation>未点击</translation>
    </message>
    <message>
        <source>Row %1 of the table, %2 in this order</source>
        <translation>表中第 %1 行，该顺序共 %2 行</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>in training: %1</source>
        <translation>训练中：%1</translation>
    </message>
    <message>
        <source>unknown id</source>
        <translation>未知 id</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>CTR side logit %1
Language model logit %2
Together %3</source>
        <translation>CTR 侧 logit %1
语言模型 logit %2
合计 %3</translation>
    </message>
    <message>
        <source>Computed in %1 ms</source>
        <translation>计算用时 %1 毫秒</translation>
    </message>
    <message>
        <source>Inspect %1</source>
        <translation>查看 %1</translation>
    </message>
    <message>
        <source>step %1, in training</source>
        <translation>第 %1 步，训练中</translation>
    </message>
    <message>
        <source>checkpoint of step %1</source>
        <translation>第 %1 步的检查点</translation>
    </message>
    <message>
        <source>A and B</source>
        <translation>A 与 B</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>误差</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>B: another checkpoint or run, for the same row and for slices</source>
        <translation>B：另一个检查点或运行，用于同一行和各切片</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>highest probability first</source>
        <translation>概率最高者在前</translation>
    </message>
    <message>
        <source>lowest probability first</source>
        <translation>概率最低者在前</translation>
    </message>
    <message>
        <source>Only</source>
        <translation>仅</translation>
    </message>
    <message>
        <source>Field of the filter</source>
        <translation>筛选的字段</translation>
    </message>
    <message>
        <source>Rows with this value</source>
        <translation>含该值的行</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Untrained click logit: a PA-MLM stage does not learn clicks.</source>
        <translation>点击 logit 未经训练：PA-MLM 阶段不学习点击。</translation>
    </message>
    <message>
        <source>Pin as B</source>
        <translation>固定为 B</translation>
    </message>
    <message>
        <source>Keeps what is shown now, to compare with</source>
        <translation>保留当前所示，以便对比</translation>
    </message>
    <message>
        <source>compare with nothing</source>
        <translation>不对比</translation>
    </message>
    <message>
        <source>B: %1</source>
        <translation>B：%1</translation>
    </message>
    <message>
        <source>Inspect: the row in the model</source>
        <translation>查看：模型中的该行</translation>
    </message>
    <message>
        <source>Inspect: A and B side by side</source>
        <translation>查看：A 与 B 并排</translation>
    </message>
    <message>
        <source>Inspect: errors and slices</source>
        <translation>查看：误差与切片</translation>
    </message>
    <message>
        <source>Inspect: soft prompts over rows</source>
        <translation>查看：各行的软提示</translation>
    </message>
    <message>
        <source>Inspect: embeddings of a field</source>
        <translation>查看：字段的嵌入</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>上一行</translation>
    </message>
    <message>
        <source>Take changes of the row back</source>
        <translation>撤回该行的更改</translation>
    </message>
    <message>
        <source>Mask the chosen head, or unmask it</source>
        <translation>屏蔽所选头，或取消屏蔽</translation>
    </message>
    <message>
        <source>Compare with nothing</source>
        <translation>不对比</translation>
    </message>
    <message>
        <source>Export figure of this view...</source>
        <translation>导出此视图的图…</translation>
    </message>
    <message>
        <source>Export data of this view...</source>
        <translation>导出此视图的数据…</translation>
    </message>
    <message>
        <source>Show as tables</source>
        <translation>以表格显示</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>记录值</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Training rows</source>
        <translation>训练行数</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>CTR side logit</source>
        <translation>CTR 侧 logit</translation>
    </message>
    <message>
        <source>Language model logit</source>
        <translation>语言模型 logit</translation>
    </message>
    <message>
        <source>Joint logit</source>
        <translation>联合 logit</translation>
    </message>
    <message>
        <source>%1, untrained</source>
        <translation>%1，未训练</translation>
    </message>
    <message>
        <source>Save data</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>The data cannot be written to %1. Choose a folder that can be written.</source>
        <translation>无法将数据写入 %1。请选择可写的文件夹。</translation>
    </message>
    <message>
        <source>%1 untrained</source>
        <translation>%1 未训练</translation>
    </message>
    <message>
        <source>untrained click logit</source>
        <translation>点击 logit 未经训练</translation>
    </message>
    <message numerus="yes">
        <source>%n edits</source>
        <translation>
            <numerusform>%n 处编辑</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n heads masked</source>
        <translation>
            <numerusform>屏蔽 %n 个头</numerusform>
        </translation>
    </message>
    <message>
        <source>any field</source>
        <translation>任意字段</translation>
    </message>
    <message>
        <source>%1 in the text</source>
        <translation>文本中的 %1</translation>
    </message>
    <message>
        <source>What the text says; the box above is the id</source>
        <translation>文本所写的值；上方的框是 id</translation>
    </message>
    <message>
        <source>%1: id and text apart</source>
        <translation>%1：id 与文本分开</translation>
    </message>
    <message>
        <source>The text follows the id; apart, each has a value of its own</source>
        <translation>文本跟随 id；分开后各有自己的值</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>step %1, PA-MLM</source>
        <translation>第 %1 步，PA-MLM</translation>
    </message>
    <message>
        <source>one tail cell</source>
        <translation>一个长尾单元</translation>
    </message>
    <message>
        <source>No row of this part fits the filter.</source>
        <translation>该部分没有符合筛选的行。</translation>
    </message>
    <message>
        <source>checkpoint of step %1, the first one; the cursor is at step %2</source>
        <translation>第 %1 步的检查点，即第一个；游标在第 %2 步</translation>
    </message>
    <message>
        <source>checkpoint of step %1, the last one up to the cursor at step %2</source>
        <translation>第 %1 步的检查点，即游标所在的第 %2 步之前最后一个</translation>
    </message>
    <message>
        <source>The whole view</source>
        <translation>整个视图</translation>
    </message>
    <message>
        <source>Choose a run</source>
        <translation>选择一次运行</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>Show the run on Live</source>
        <translation>在实时页显示该运行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::KeyTexts</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Test AUC</source>
        <translation>测试 AUC</translation>
    </message>
    <message>
        <source>Test log loss</source>
        <translation>测试对数损失</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>Validation log loss</source>
        <translation>验证对数损失</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Seconds of training</source>
        <translation>训练秒数</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干模型</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
</context>
<context>
    <name>cpw::ui::LengthHistogram</name>
    <message>
        <source>Token lengths</source>
        <translation>词元长度</translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation>尚未统计</translation>
    </message>
    <message>
        <source>median %1, 95 % up to %2, longest %3, limit %4</source>
        <translation>中位数 %1，95 % 不超过 %2，最长 %3，上限 %4</translation>
    </message>
    <message>
        <source>The lengths of all rows are counted here.</source>
        <translation>这里统计所有行的长度。</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>中位数 %1</translation>
    </message>
    <message>
        <source>95 % up to %1</source>
        <translation>95 % 不超过 %1</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>最长 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::LivePage</name>
    <message>
        <source>Nothing is running</source>
        <translation>没有正在运行的任务</translation>
    </message>
    <message>
        <source>Curves, log and controls of a run appear here as soon as it starts.</source>
        <translation>运行一开始，曲线、日志和控制就会出现在这里。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on from the last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Its curves and log come from the file.</source>
        <translation>曲线和日志来自文件。</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>开始于 %1</translation>
    </message>
    <message>
        <source>batch %1 = %2 × %3</source>
        <translation>批大小 %1 = %2 × %3</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>%1 prompts</source>
        <translation>%1 个提示</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
    <message>
        <source>The run cannot go on: %1</source>
        <translation>运行无法继续：%1</translation>
    </message>
    <message>
        <source>Fork from here</source>
        <translation>从此处分叉</translation>
    </message>
    <message>
        <source>A new run from the checkpoint at the cursor or the nearest before it, with other values</source>
        <translation>从光标处或其之前最近的检查点，以其他数值开始新的运行</translation>
    </message>
    <message>
        <source>The file is open read-only</source>
        <translation>文件以只读方式打开</translation>
    </message>
    <message>
        <source>There is no checkpoint yet; &quot;Checkpoint now&quot; writes one</source>
        <translation>还没有检查点；“立即保存检查点”会写入一个</translation>
    </message>
    <message>
        <source>Where are the data?</source>
        <translation>数据在哪里？</translation>
    </message>
    <message>
        <source>The fork does not start: %1</source>
        <translation>分叉未能开始：%1</translation>
    </message>
    <message>
        <source>Not everything is taken over. %1</source>
        <translation>并非所有内容都被继承。%1</translation>
    </message>
    <message>
        <source>The run does not start: %1</source>
        <translation>运行未能开始：%1</translation>
    </message>
    <message>
        <source>%1  %2, %3</source>
        <translation>%1  %2，%3</translation>
    </message>
    <message>
        <source>The last runs of this file</source>
        <translation>此文件最近的运行</translation>
    </message>
    <message>
        <source>Export figure...</source>
        <translation>导出图...</translation>
    </message>
    <message>
        <source>No run is shown.</source>
        <translation>没有显示任何运行。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter of the log</source>
        <translation>日志筛选</translation>
    </message>
    <message>
        <source>Copy the lines in sight of the filter</source>
        <translation>复制筛选出的行</translation>
    </message>
    <message>
        <source>Copy log</source>
        <translation>复制日志</translation>
    </message>
    <message>
        <source>Show the lines of all steps (Esc in a chart)</source>
        <translation>显示所有步的日志（在图表中按 Esc）</translation>
    </message>
    <message>
        <source>Steps %1 to %2  ×</source>
        <translation>第 %1 至 %2 步  ×</translation>
    </message>
</context>
<context>
    <name>cpw::ui::MainWindow</name>
    <message>
        <source>%1 - ClickPrompt Workbench</source>
        <translation>%1 - ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>This file is open for reading only: nothing that you do here is kept.</source>
        <translation>此文件以只读方式打开：在这里所做的一切都不会保存。</translation>
    </message>
    <message>
        <source>A copy with all runs and checkpoints is at %1. Caches are left out; they are made again when needed.</source>
        <translation>含全部运行和检查点的副本在 %1。缓存没有复制，需要时会重新生成。</translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>The sample cannot be trained: %1</source>
        <translation>无法训练示例：%1</translation>
    </message>
    <message>
        <source>MovieLens-1M cannot be trained from %1: %2</source>
        <translation>无法用 %1 训练 MovieLens-1M：%2</translation>
    </message>
    <message>
        <source>%1 (read only) - ClickPrompt Workbench</source>
        <translation>%1（只读）- ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>Save a copy as...</source>
        <translation>另存副本...</translation>
    </message>
    <message>
        <source>Workbench files (*.cpw)</source>
        <translation>工作台文件 (*.cpw)</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>New file</source>
        <translation>新建文件</translation>
    </message>
    <message>
        <source>%1 copy.cpw</source>
        <translation>%1 副本.cpw</translation>
    </message>
    <message>
        <source>Save a copy as</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Saving a copy as %1</source>
        <translation>正在将副本保存为 %1</translation>
    </message>
    <message>
        <source>A run is training</source>
        <translation>有运行正在训练</translation>
    </message>
    <message>
        <source>A run is training.</source>
        <translation>有运行正在训练。</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Drop to open %1</source>
        <translation>松开以打开 %1</translation>
    </message>
    <message>
        <source>Command &amp;palette</source>
        <translation>命令面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New...</source>
        <translation>新建(&amp;N)...</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Save a copy as...</source>
        <translation>另存副本(&amp;S)...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>There is no edit to undo on this page.</source>
        <translation>本页没有可以撤销的编辑。</translation>
    </message>
    <message>
        <source>There is no undone edit on this page.</source>
        <translation>本页没有可以重做的编辑。</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>撤销(&amp;U)%1</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>重做(&amp;R)%1</translation>
    </message>
    <message>
        <source>&amp;Preferences</source>
        <translation>首选项(&amp;P)</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>前往“%1”</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>侧边栏(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Theme of the desktop</source>
        <translation>桌面主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>&amp;Train sample</source>
        <translation>训练示例(&amp;T)</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>文件以只读方式打开。</translation>
    </message>
    <message>
        <source>This build has no sample.</source>
        <translation>此版本没有示例。</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Stop and save</source>
        <translation>停止并保存(&amp;S)</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>The run is stopping.</source>
        <translation>运行正在停止。</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一个窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一个窗格</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About ClickPrompt Workbench</source>
        <translation>关于 ClickPrompt 工作台</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>数据(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>主页</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>This is the first page shown.</source>
        <translation>这是最先显示的页面。</translation>
    </message>
    <message>
        <source>This is the page shown last.</source>
        <translation>这是最后显示的页面。</translation>
    </message>
    <message>
        <source>Find or run a command</source>
        <translation>查找或执行命令</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>切换浅色和深色</translation>
    </message>
    <message>
        <source>Find or run a command    %1</source>
        <translation>查找或执行命令    %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>1 run waiting</source>
        <translation>1 个运行在等待</translation>
    </message>
    <message>
        <source>%1 runs waiting</source>
        <translation>%1 个运行在等待</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Stopping %1, writing its checkpoint</source>
        <translation>正在停止 %1，写入检查点</translation>
    </message>
    <message>
        <source>%1 · %2 %</source>
        <translation>%1 · %2 %</translation>
    </message>
    <message>
        <source>%1 · step %2 of %3</source>
        <translation>%1 · 第 %2 步，共 %3 步</translation>
    </message>
    <message>
        <source> · paused</source>
        <translation> · 已暂停</translation>
    </message>
    <message>
        <source> · %1 left</source>
        <translation> · 还需 %1</translation>
    </message>
    <message>
        <source>Starting %1</source>
        <translation>正在启动 %1</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation>%2 的 %1 %</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 seed %2</source>
        <translation>%1 种子 %2</translation>
    </message>
    <message>
        <source>latest, %1</source>
        <translation>最新，%1</translation>
    </message>
    <message>
        <source> · epoch %1</source>
        <translation> · 第 %1 轮</translation>
    </message>
    <message>
        <source>S&amp;tep</source>
        <translation>单步(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Apply changed live values</source>
        <translation>应用已更改的实时参数(&amp;A)</translation>
    </message>
    <message>
        <source>No live value is changed.</source>
        <translation>没有更改实时参数。</translation>
    </message>
    <message>
        <source>In the background it goes on in a process of its own; the window shows it again when it is opened. Stop and save keeps its work; it can go on later. Discard drops what came after its last checkpoint.</source>
        <translation>在后台，它会在自己的进程中继续；再次打开窗口时会重新显示。停止并保存会保留其成果，以后可以继续。放弃则会丢掉最后一个检查点之后的内容。</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>在后台继续训练</translation>
    </message>
    <message>
        <source>Drop to import %1 as a table</source>
        <translation>松开以将 %1 作为表格导入</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>could not start</source>
        <translation>无法开始</translation>
    </message>
    <message>
        <source>queue paused</source>
        <translation>队列已暂停</translation>
    </message>
    <message>
        <source>queued, seed %1</source>
        <translation>排队中，种子 %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>还有 %1 个</translation>
    </message>
    <message>
        <source>in the queue</source>
        <translation>在队列中</translation>
    </message>
    <message>
        <source>Waiting runs (%1) stay in the queue of the file, unless you discard.</source>
        <translation>等待中的运行（%1）会留在文件的队列里，除非选择丢弃。</translation>
    </message>
    <message>
        <source>The page alone; a chart of the Live page that has the focus alone</source>
        <translation>只显示页面；若“实时”页中某个图表有焦点，则只显示该图表</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>&amp;Import runs from a folder...</source>
        <translation>从文件夹导入运行(&amp;I)...</translation>
    </message>
    <message>
        <source>Import runs from a &amp;file...</source>
        <translation>从文件导入运行(&amp;F)...</translation>
    </message>
    <message>
        <source>A folder of TensorBoard or MLflow</source>
        <translation>TensorBoard 或 MLflow 的文件夹</translation>
    </message>
    <message>
        <source>An event file, MLflow&apos;s SQLite file, or a CSV file with a column step</source>
        <translation>事件文件、MLflow 的 SQLite 文件，或带有 step 列的 CSV 文件</translation>
    </message>
    <message>
        <source>Export runs as JSON...</source>
        <translation>将运行导出为 JSON...</translation>
    </message>
    <message>
        <source>All that the file knows of the chosen runs as one document</source>
        <translation>将文件中所选运行的全部内容写成一个文档</translation>
    </message>
    <message>
        <source>This program cannot import runs.</source>
        <translation>此程序无法导入运行。</translation>
    </message>
    <message>
        <source>No run is chosen.</source>
        <translation>未选择运行。</translation>
    </message>
    <message>
        <source>Import runs from a folder</source>
        <translation>从文件夹导入运行</translation>
    </message>
    <message>
        <source>Import runs from a file</source>
        <translation>从文件导入运行</translation>
    </message>
    <message>
        <source>Runs (*tfevents* *.db *.sqlite *.csv *.tsv *.json);;All files (*)</source>
        <translation>运行 (*tfevents* *.db *.sqlite *.csv *.tsv *.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Runs cannot be imported: the file is open for reading only.</source>
        <translation>无法导入运行：文件以只读方式打开。</translation>
    </message>
    <message>
        <source>Runs are being imported. Stop that first, or wait until it is done.</source>
        <translation>正在导入运行。请先停止导入，或等待其完成。</translation>
    </message>
    <message>
        <source>The import of %1 was stopped. Runs taken until then are in the file.</source>
        <translation>%1 的导入已停止。此前已导入的运行保留在文件中。</translation>
    </message>
    <message>
        <source>Importing runs from %1</source>
        <translation>正在从 %1 导入运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Importing runs from %1: %2, %3 %</source>
        <translation>正在从 %1 导入运行：%2，%3 %</translation>
    </message>
    <message>
        <source>The runs of %1 are not imported: %2</source>
        <translation>%1 的运行未导入：%2</translation>
    </message>
    <message>
        <source>1 run of %1 imported</source>
        <translation>已导入 %1 的 1 个运行</translation>
    </message>
    <message>
        <source>%1 runs of %2 imported</source>
        <translation>已导入 %2 的 %1 个运行</translation>
    </message>
    <message>
        <source>%1 brought up to date</source>
        <translation>%1 个已更新</translation>
    </message>
    <message>
        <source>%1 here already</source>
        <translation>%1 个已在此文件中</translation>
    </message>
    <message>
        <source>No runs of %1 were found.</source>
        <translation>未找到 %1 的运行。</translation>
    </message>
    <message>
        <source>Show runs</source>
        <translation>显示运行</translation>
    </message>
    <message>
        <source>%1 was imported from %2. Its curves are compared here; it cannot be resumed or looked into.</source>
        <translation>%1 是从 %2 导入的。可在此比较其曲线；无法继续训练或查看其内部。</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Export runs as JSON</source>
        <translation>将运行导出为 JSON</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>Writing %1 to %2</source>
        <translation>正在将 %1 写入 %2</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>没有写入任何内容。</translation>
    </message>
    <message>
        <source>%1 written to %2.</source>
        <translation>%1 已写入 %2。</translation>
    </message>
    <message>
        <source>The runs are not written: %1</source>
        <translation>运行未写入：%1</translation>
    </message>
    <message>
        <source>Drop to import the runs of %1</source>
        <translation>松开即可导入 %1 的运行</translation>
    </message>
    <message>
        <source>%1 cannot be duplicated: %2</source>
        <translation>无法复制 %1：%2</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>复制 %1</translation>
    </message>
    <message>
        <source>all runs of %1 are in the file already (%2)</source>
        <translation>%1 的所有运行已在此文件中 (%2)</translation>
    </message>
    <message>
        <source>Explain the field that has the focus</source>
        <translation>解释当前焦点所在的字段</translation>
    </message>
    <message>
        <source>Nothing is known of what has the focus. Help topics are in the command palette behind ?.</source>
        <translation>当前焦点没有可用的说明。帮助主题在命令面板中输入 ? 即可找到。</translation>
    </message>
    <message>
        <source>Help topics</source>
        <translation>帮助主题</translation>
    </message>
    <message>
        <source>1 run of %1 brought up to date</source>
        <translation>已更新 %1 的 1 次运行</translation>
    </message>
    <message>
        <source>%1 runs of %2 brought up to date</source>
        <translation>已更新 %2 的 %1 次运行</translation>
    </message>
    <message>
        <source>Change a rate while it trains</source>
        <translation>训练时改变学习率</translation>
    </message>
    <message>
        <source>Train it with five seeds</source>
        <translation>用五个种子训练</translation>
    </message>
    <message>
        <source>Five seeds</source>
        <translation>五个种子</translation>
    </message>
    <message>
        <source>Look at a row in the model</source>
        <translation>在模型中查看一行</translation>
    </message>
    <message>
        <source>%1 is finished. What can come next:</source>
        <translation>%1 已完成。接下来可以：</translation>
    </message>
    <message>
        <source>%1 (local copy) - ClickPrompt Workbench</source>
        <translation>%1（本地副本） - ClickPrompt Workbench</translation>
    </message>
    <message>
        <source>This is a copy on this computer of %1. What you do stays here until it is copied back, which is asked when the window closes.</source>
        <translation>这是 %1 在本机上的副本。您所做的都留在这里，直到复制回去；关闭窗口时会询问。</translation>
    </message>
    <message>
        <source>Copy back now</source>
        <translation>现在复制回去</translation>
    </message>
    <message>
        <source>Copy &amp;back to the network</source>
        <translation>复制回网络(&amp;B)</translation>
    </message>
    <message>
        <source>This file is not a copy of one on a network.</source>
        <translation>此文件不是网络上某个文件的副本。</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>高对比度，浅色</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>高对比度，深色</translation>
    </message>
    <message>
        <source>Go to Live</source>
        <translation>转到“实时”页</translation>
    </message>
    <message>
        <source>Go to the queue</source>
        <translation>转到队列</translation>
    </message>
    <message>
        <source>CPU %1 %</source>
        <translation>CPU %1 %</translation>
    </message>
    <message>
        <source>This program uses %1 % of %2 processor cores and %3 of memory.</source>
        <translation>本程序使用 %2 个处理器核心的 %1 %，内存 %3。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>GPU %1 % · %2</source>
        <translation>GPU %1 % · %2</translation>
    </message>
    <message>
        <source>Graphics card %1: computes %2 % of the time, %3 of its memory in use by all programs</source>
        <translation>显卡 %1：%2 % 的时间在计算，所有程序共占用其内存 %3</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>%1 · %2 · %3</source>
        <translation>%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Open the folder of %1</source>
        <translation>打开 %1 所在的文件夹</translation>
    </message>
</context>
<context>
    <name>cpw::ui::MessageBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::MetricPlot</name>
    <message>
        <source>%1: %2 points</source>
        <translation>%1：%2 个点</translation>
    </message>
    <message>
        <source>, %1 to %2</source>
        <translation>，%1 至 %2</translation>
    </message>
    <message>
        <source>, last %1</source>
        <translation>，最后 %1</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合</translation>
    </message>
    <message>
        <source>Logarithmic</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Go to first NaN of %1</source>
        <translation>转到 %1 的第一个 NaN</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图像</translation>
    </message>
    <message>
        <source>Save visible points as CSV...</source>
        <translation>将可见的点保存为 CSV...</translation>
    </message>
    <message>
        <source>Save all points as CSV...</source>
        <translation>将所有点保存为 CSV...</translation>
    </message>
    <message>
        <source>Save the points of the selected steps as CSV...</source>
        <translation>将选中步的点另存为 CSV...</translation>
    </message>
    <message>
        <source>(%1 a step)</source>
        <translation>（每步 %1）</translation>
    </message>
    <message>
        <source>Remove the second cursor</source>
        <translation>移除第二游标</translation>
    </message>
    <message>
        <source>Compare from here (M)</source>
        <translation>从此处比较 (M)</translation>
    </message>
    <message>
        <source>Export figure...</source>
        <translation>导出图...</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>cpw::ui::NextMovesBar</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::NotesView</name>
    <message>
        <source>Note of the run</source>
        <translation>运行的备注</translation>
    </message>
    <message>
        <source>No run is shown.</source>
        <translation>没有显示运行。</translation>
    </message>
    <message>
        <source>The file is open for reading only.</source>
        <translation>文件以只读方式打开。</translation>
    </message>
    <message>
        <source>What you want to remember of %1</source>
        <translation>关于 %1 想记住的内容</translation>
    </message>
</context>
<context>
    <name>cpw::ui::OptionEditor</name>
    <message>
        <source>Browse...</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>The preset has %1.</source>
        <translation>预设为 %1。</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>differs from the preset</source>
        <translation>与预设不同</translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation>重置为预设</translation>
    </message>
    <message>
        <source>Try several values</source>
        <translation>试多个值</translation>
    </message>
    <message>
        <source>Copy the key</source>
        <translation>复制键名</translation>
    </message>
    <message>
        <source>Mends this problem; can be undone</source>
        <translation>解决此问题；可以撤销</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>选择：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::PairedView</name>
    <message>
        <source>Differences from the baseline</source>
        <translation>与基线的差异</translation>
    </message>
    <message>
        <source>%1: %2 (%3 to %4), n = %5</source>
        <translation>%1：%2（%3 到 %4），n = %5</translation>
    </message>
    <message>
        <source>%1: %2, n = %3, too few for an interval</source>
        <translation>%1：%2，n = %3，太少，无法给出区间</translation>
    </message>
    <message>
        <source>%1: no seed in common with the baseline</source>
        <translation>%1：与基线没有共同的种子</translation>
    </message>
    <message>
        <source>no pairs</source>
        <translation>无配对</translation>
    </message>
    <message>
        <source>%1  n = %2</source>
        <translation>%1  n = %2</translation>
    </message>
    <message>
        <source>Paired differences</source>
        <translation>成对差异</translation>
    </message>
    <message>
        <source>Paired differences from %1</source>
        <translation>与 %1 的成对差异</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ParallelPanel</name>
    <message>
        <source>Axes</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>%1 runs; drag along an axis to choose</source>
        <translation>%1 次运行；沿坐标轴拖动以选择</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ParallelView</name>
    <message>
        <source>Runs as lines over their options and results</source>
        <translation>以线条显示运行的选项与结果</translation>
    </message>
    <message>
        <source>Drag along an axis to choose the runs that pass there; click an axis to lift its choice</source>
        <translation>沿坐标轴拖动以选择经过该处的运行；单击坐标轴以取消其选择</translation>
    </message>
    <message>
        <source>No run fits the filter.</source>
        <translation>没有运行符合筛选条件。</translation>
    </message>
    <message>
        <source>Choose options or results.</source>
        <translation>选择选项或结果。</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>平行坐标</translation>
    </message>
</context>
<context>
    <name>cpw::ui::PointMap</name>
    <message numerus="yes">
        <source>%n points</source>
        <translation>
            <numerusform>%n 个点</numerusform>
        </translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
</context>
<context>
    <name>cpw::ui::PreferencesWindow</name>
    <message>
        <source>%1 is not a folder.</source>
        <translation>%1 不是文件夹。</translation>
    </message>
    <message>
        <source>%1 holds no weights: no .safetensors and no pytorch_model.bin.</source>
        <translation>%1 中没有权重：既没有 .safetensors 也没有 pytorch_model.bin。</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Text and control &amp;size</source>
        <translation>文字和控件大小(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Smoothing of new charts</source>
        <translation>新图表的平滑</translation>
    </message>
    <message>
        <source>Smoothing of charts</source>
        <translation>图表平滑</translation>
    </message>
    <message>
        <source>Weight of the moving average; 0 shows the raw line only.</source>
        <translation>滑动平均的权重；0 只显示原始曲线。</translation>
    </message>
    <message>
        <source>Folders of language models</source>
        <translation>语言模型文件夹</translation>
    </message>
    <message>
        <source>Add folder...</source>
        <translation>添加文件夹...</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>Add language model folder</source>
        <translation>添加语言模型文件夹</translation>
    </message>
    <message>
        <source>%1 is in the list already.</source>
        <translation>%1 已在列表中。</translation>
    </message>
    <message>
        <source>%1 holds no config.json; choose the folder of one language model, or one with such folders in it.</source>
        <translation>%1 中没有 config.json；请选择一个语言模型的文件夹，或包含此类文件夹的文件夹。</translation>
    </message>
    <message>
        <source>On top of the scale of the desktop.</source>
        <translation>在桌面缩放的基础上生效。</translation>
    </message>
    <message>
        <source>Keep the computer &amp;awake while a run trains</source>
        <translation>训练时保持计算机不休眠(&amp;A)</translation>
    </message>
    <message>
        <source>It may sleep while the run is paused.</source>
        <translation>运行暂停时可以休眠。</translation>
    </message>
    <message>
        <source>Folders with a language model as Hugging Face has them: BERT, RoBERTa or DistilBERT, with config.json, weights and tokenizer. A folder of such folders does, too. An experiment offers what is found, and takes a model by its name.</source>
        <translation>Hugging Face 格式的语言模型文件夹：BERT、RoBERTa 或 DistilBERT，含 config.json、权重和分词器。包含这类文件夹的文件夹也可以。实验页会列出找到的模型，也可按名称选用。</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>高对比度，浅色</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>高对比度，深色</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::PromptLab</name>
    <message>
        <source>Prompts over rows</source>
        <translation>各行的提示</translation>
    </message>
    <message>
        <source>Between which checkpoints</source>
        <translation>在哪些检查点之间</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>Prompts over rows: keys</source>
        <translation>各行的提示：键</translation>
    </message>
    <message>
        <source>Prompts over rows: values</source>
        <translation>各行的提示：值</translation>
    </message>
    <message>
        <source>Rows by their prompts</source>
        <translation>按提示排布的行</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Show this row</source>
        <translation>显示该行</translation>
    </message>
    <message>
        <source>Other prompts for this row</source>
        <translation>该行换用其他提示</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>swap with row</source>
        <translation>与该行交换</translation>
    </message>
    <message>
        <source>Row whose prompts are taken</source>
        <translation>取用其提示的行</translation>
    </message>
    <message>
        <source>Probability with other prompts</source>
        <translation>换用其他提示的概率</translation>
    </message>
    <message>
        <source>Cosine between groups of rows</source>
        <translation>行组之间的余弦</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Reading the prompts of %1 rows</source>
        <translation>正在读取 %1 行的提示</translation>
    </message>
    <message>
        <source>Opening every checkpoint</source>
        <translation>正在打开每个检查点</translation>
    </message>
    <message>
        <source>step %1 to %2</source>
        <translation>第 %1 步到第 %2 步</translation>
    </message>
    <message>
        <source>all layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%2 行中的 %1 行</translation>
    </message>
    <message>
        <source>Mean norm of each prompt, %1</source>
        <translation>各提示的平均范数，%1</translation>
    </message>
    <message>
        <source>Mean norm of each prompt, keys left and values right, %1</source>
        <translation>各提示的平均范数，左为键、右为值，%1</translation>
    </message>
    <message>
        <source>Share of the text&apos;s attention that each prompt gets, mean over heads and tokens, %1</source>
        <translation>各提示得到的文本注意力占比，对头和词元取均值，%1</translation>
    </message>
    <message>
        <source>Drift needs two checkpoints with soft prompts; this run has %1.</source>
        <translation>漂移需要两个带软提示的检查点；该运行有 %1 个。</translation>
    </message>
    <message>
        <source>Change of the mean prompt between two checkpoints, as a share of its norm, keys and values together</source>
        <translation>平均提示在两个检查点之间的变化，占其范数的比例，键与值合计</translation>
    </message>
    <message>
        <source>, sd over rows %1</source>
        <translation>，各行标准差 %1</translation>
    </message>
    <message>
        <source>Row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>first component, %1 of the variance</source>
        <translation>第一主成分，占方差 %1</translation>
    </message>
    <message>
        <source>second component, %1</source>
        <translation>第二主成分，%1</translation>
    </message>
    <message>
        <source>Principal components of the rows&apos; prompts; a click chooses a row.</source>
        <translation>各行提示的主成分；点击选择一行。</translation>
    </message>
    <message>
        <source>Of the groups&apos; mean prompts less the mean over all rows. Mean over all pairs of rows: %1</source>
        <translation>各组平均提示减去所有行均值后的余弦。所有行对的均值：%1</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算中</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>去掉</translation>
    </message>
    <message>
        <source>average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>of row %1</source>
        <translation>第 %1 行的</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>As it is: %1. The change stands beside each probability.</source>
        <translation>原样：%1。变化列在各概率旁。</translation>
    </message>
    <message>
        <source>Untrained: a PA-MLM stage does not learn clicks.</source>
        <translation>未经训练：PA-MLM 阶段不学习点击。</translation>
    </message>
    <message>
        <source>No soft prompts to look at</source>
        <translation>没有可查看的软提示</translation>
    </message>
</context>
<context>
    <name>cpw::ui::PromptMap</name>
    <message>
        <source>Soft prompts</source>
        <translation>软提示</translation>
    </message>
    <message>
        <source>P%1, layer %2, keys: norm %3</source>
        <translation>P%1，第 %2 层，键：范数 %3</translation>
    </message>
    <message>
        <source>P%1, layer %2, values: norm %3</source>
        <translation>P%1，第 %2 层，值：范数 %3</translation>
    </message>
    <message>
        <source>%1, %2 sd</source>
        <translation>%1，%2 个标准差</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>norm of keys</source>
        <translation>键的范数</translation>
    </message>
    <message>
        <source>deviations</source>
        <translation>标准差数</translation>
    </message>
    <message>
        <source>norm of values</source>
        <translation>值的范数</translation>
    </message>
    <message>
        <source>sd</source>
        <translation>标准差</translation>
    </message>
</context>
<context>
    <name>cpw::ui::QueueModel</name>
    <message>
        <source>waits</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>could not start: %1</source>
        <translation>无法开始：%1</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>other</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>cpw::ui::QueueView</name>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Pause queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Earlier (Alt+Up)</source>
        <translation>提前（Alt+Up）</translation>
    </message>
    <message>
        <source>Later (Alt+Down)</source>
        <translation>推后（Alt+Down）</translation>
    </message>
    <message>
        <source>Resume queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Nothing waits. Runs that are queued start one after the other, and go on after an error.</source>
        <translation>没有等待。排队的运行依次开始，出错后继续下一个。</translation>
    </message>
    <message>
        <source>The queue is paused. Waiting: %1</source>
        <translation>队列已暂停，%1 个等待</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>%1 个等待</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RateEditor</name>
    <message>
        <source>changed</source>
        <translation>已更改</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RawPreviewModel</name>
    <message>
        <source>(%1)</source>
        <translation>（%1）</translation>
    </message>
    <message>
        <source>%1: %2, distinct values shown: %3</source>
        <translation>%1：%2，所示不同值：%3</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RowView</name>
    <message>
        <source>This row over checkpoints</source>
        <translation>该行在各检查点</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Masked</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Contributions</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Masked tokens, filled in</source>
        <translation>遮盖词元的填充</translation>
    </message>
    <message>
        <source>Layers and heads</source>
        <translation>层与头</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>图样</translation>
    </message>
    <message>
        <source>Share on prompts</source>
        <translation>提示占比</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Mask this head</source>
        <translation>屏蔽该头</translation>
    </message>
    <message>
        <source>Sets the head&apos;s output to zero, as a change of the row (M)</source>
        <translation>将该头的输出置零，作为对该行的更改 (M)</translation>
    </message>
    <message>
        <source>Prompts and contributions</source>
        <translation>提示与贡献</translation>
    </message>
    <message>
        <source>Soft prompts of this row</source>
        <translation>该行的软提示</translation>
    </message>
    <message>
        <source>Contribution of each field to the logit</source>
        <translation>各字段对 logit 的贡献</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>integrated gradients</source>
        <translation>积分梯度</translation>
    </message>
    <message>
        <source>gradient times input</source>
        <translation>梯度乘输入</translation>
    </message>
    <message>
        <source>leave one out</source>
        <translation>留一法</translation>
    </message>
    <message>
        <source>With it: %1</source>
        <translation>保留它：%1</translation>
    </message>
    <message>
        <source>Without it: %1</source>
        <translation>去掉它：%1</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>with prompts</source>
        <translation>有提示</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Guesses</source>
        <translation>猜测</translation>
    </message>
    <message>
        <source>without prompts</source>
        <translation>无提示</translation>
    </message>
    <message>
        <source>Nearest tokens: %1</source>
        <translation>最近的词元：%1</translation>
    </message>
    <message>
        <source>P%1 left out: %2
All left out: %3
Prompts of an average row: %4</source>
        <translation>去掉 P%1：%2
全部去掉：%3
平均行的提示：%4</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层第 %2 头</translation>
    </message>
    <message>
        <source>Unmask this head</source>
        <translation>取消屏蔽该头</translation>
    </message>
    <message>
        <source>Share on prompts %1
Entropy %2 bits
Means over all tokens</source>
        <translation>提示占比 %1
熵 %2 比特
所有词元的均值</translation>
    </message>
    <message>
        <source>Attention from &quot;%1&quot;, layer %2, head %3</source>
        <translation>来自“%1”的注意力，第 %2 层，第 %3 头</translation>
    </message>
    <message>
        <source>Share on prompts %1 %, darkest %2. Attention shows where a head looks, not why the model decides.</source>
        <translation>提示占比 %1 %，最深处 %2。注意力显示头看向哪里，而不是模型为何这样判断。</translation>
    </message>
    <message>
        <source>Masked tokens</source>
        <translation>遮盖的词元</translation>
    </message>
    <message>
        <source>A click masks a token, another one shows it again; the model fills in what is masked, with its soft prompts and without.</source>
        <translation>点击遮盖一个词元，再次点击恢复显示；模型在有软提示和没有软提示的情况下填充被遮盖的词元。</translation>
    </message>
    <message>
        <source>Filled in by the masked-language head; all masked tokens together.</source>
        <translation>由掩码语言头填充；所有遮盖的词元一起。</translation>
    </message>
    <message>
        <source>What each token adds to the logit</source>
        <translation>各词元对 logit 的贡献</translation>
    </message>
    <message>
        <source>Leave one out measures whole fields; choose another method for tokens.</source>
        <translation>留一法只衡量整个字段；查看词元请选择其他方法。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; adds %2. Violet raises the logit, orange lowers it; darkest %3. Tokens of the template have no part.</source>
        <translation>“%1”贡献 %2。紫色抬高 logit，橙色降低；最深处 %3。模板的词元不参与。</translation>
    </message>
    <message>
        <source>Average row %1, contributions %2, gap %3, logit %4</source>
        <translation>平均行 %1，贡献 %2，缺口 %3，logit %4</translation>
    </message>
    <message>
        <source>Average row %1, logit %2; this method does not add up</source>
        <translation>平均行 %1，logit %2；该方法的各项之和不等于 logit</translation>
    </message>
    <message>
        <source>untrained click logit</source>
        <translation>点击 logit 未经训练</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Contribution</source>
        <translation>贡献</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Share of the attention that is shaded</source>
        <translation>着色的注意力占比</translation>
    </message>
    <message>
        <source>Shades the fewest tokens that together hold this share of the attention</source>
        <translation>只为合计占到该注意力比例的最少词元着色</translation>
    </message>
    <message>
        <source>all weights</source>
        <translation>全部权重</translation>
    </message>
    <message>
        <source>%1 % of the weight</source>
        <translation>权重的 %1 %</translation>
    </message>
    <message>
        <source>%1 of %2 shaded: they hold %3 %. </source>
        <translation>着色 %1 / %2 个：合计占 %3 %。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RowsCard</name>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Rows with this text</source>
        <translation>含此文本的行</translation>
    </message>
    <message>
        <source>Filter of the rows</source>
        <translation>行筛选</translation>
    </message>
    <message>
        <source>Random %1</source>
        <translation>随机 %1</translation>
    </message>
    <message>
        <source>Draw rows at random (R)</source>
        <translation>随机抽取行（R）</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>句子</translation>
    </message>
    <message>
        <source>Edit template</source>
        <translation>编辑模板</translation>
    </message>
    <message>
        <source>Looking for rows</source>
        <translation>正在查找行</translation>
    </message>
    <message>
        <source>No row matches</source>
        <translation>没有匹配的行</translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation>随机抽取</translation>
    </message>
    <message>
        <source>the first %1</source>
        <translation>前 %1 行</translation>
    </message>
    <message>
        <source>Sentence of row %1</source>
        <translation>第 %1 行的句子</translation>
    </message>
    <message>
        <source>Sentence: %1</source>
        <translation>句子：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunCells</name>
    <message>
        <source>Run or group</source>
        <translation>运行或组</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Backbone</source>
        <translation>骨干模型</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Test AUC, mean ± sd</source>
        <translation>测试 AUC，均值 ± 标准差</translation>
    </message>
    <message>
        <source>Difference, 95 % interval</source>
        <translation>差异，95 % 区间</translation>
    </message>
    <message>
        <source>Log loss</source>
        <translation>对数损失</translation>
    </message>
    <message>
        <source>Validation AUC</source>
        <translation>验证 AUC</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunFeed</name>
    <message>
        <source>Went on from step %1</source>
        <translation>从第 %1 步继续</translation>
    </message>
    <message>
        <source>Resumed</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>Started on %1</source>
        <translation>在 %1 上开始</translation>
    </message>
    <message>
        <source>%1 taken from an earlier run with the same settings</source>
        <translation>%1 取自设置相同的先前运行</translation>
    </message>
    <message>
        <source>%1 starts, %2 steps</source>
        <translation>%1 开始，共 %2 步</translation>
    </message>
    <message>
        <source>%1 is not a finite number at step %2</source>
        <translation>%1 在第 %2 步不是有限数</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限数</translation>
    </message>
    <message>
        <source>Test AUC %1</source>
        <translation>测试 AUC %1</translation>
    </message>
    <message>
        <source>Validation at step %1: AUC %2</source>
        <translation>第 %1 步验证：AUC %2</translation>
    </message>
    <message>
        <source>Validation at step %1: masked loss %2</source>
        <translation>第 %1 步验证：掩码损失 %2</translation>
    </message>
    <message>
        <source>%1; in force from step %2</source>
        <translation>%1；自第 %2 步起生效</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>在第 %1 步暂停</translation>
    </message>
    <message>
        <source>Resumed at step %1</source>
        <translation>在第 %1 步继续</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Checkpoint written at step %1, the best so far</source>
        <translation>第 %1 步已写入检查点，目前最佳</translation>
    </message>
    <message>
        <source>Checkpoint written at step %1</source>
        <translation>第 %1 步已写入检查点</translation>
    </message>
    <message>
        <source>Best saved</source>
        <translation>最佳已保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1 finished in %2, %3 rows/s</source>
        <translation>%1 用时 %2 完成，%3 行/秒</translation>
    </message>
    <message>
        <source>Finished after %1</source>
        <translation>用时 %1 完成</translation>
    </message>
    <message>
        <source>Stopped at step %1 and saved; can go on from there</source>
        <translation>在第 %1 步停止并已保存；可以从那里继续</translation>
    </message>
    <message>
        <source>Stopped at step %1; the work since the last checkpoint is discarded</source>
        <translation>在第 %1 步停止；最后一个检查点之后的工作已丢弃</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Failed at step %1: %2</source>
        <translation>在第 %1 步失败：%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunNotice</name>
    <message>
        <source>Paused at %1 % - %2</source>
        <translation>暂停于 %1 % - %2</translation>
    </message>
    <message>
        <source>%1 % - %2</source>
        <translation>%1 % - %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <translation>%1，用时 %2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunScatter</name>
    <message>
        <source>Runs as points</source>
        <translation>以点显示运行</translation>
    </message>
    <message numerus="yes">
        <source>%n runs, %1 against %2</source>
        <translation>
            <numerusform>%n 次运行，%1 对 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>No run fits the filter.</source>
        <translation>没有运行符合筛选条件。</translation>
    </message>
    <message>
        <source>No run has both values.</source>
        <translation>没有运行同时具有两个数值。</translation>
    </message>
    <message numerus="yes">
        <source>%n more in grey</source>
        <translation>
            <numerusform>另有 %n 项以灰色显示</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>run, name</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1 against %2</source>
        <translation>%1 对 %2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunSource</name>
    <message>
        <source>Run %1 &quot;%2&quot;</source>
        <translation>运行 %1“%2”</translation>
    </message>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>前往</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunTree</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunTreeModel</name>
    <message>
        <source>%1 %2</source>
        <comment>count, state</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1-%2</source>
        <translation>%1-%2</translation>
    </message>
    <message numerus="yes">
        <source>%n seeds</source>
        <translation>
            <numerusform>%n 个种子</numerusform>
        </translation>
    </message>
    <message>
        <source>%1  %2</source>
        <comment>run, name</comment>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message numerus="yes">
        <source>Mean over %n pairs of runs with the same seed</source>
        <translation>
            <numerusform>%n 对同种子运行的均值</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsCard</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Such as 1-5 or 1,3,7; a run for each.</source>
        <translation>如 1-5 或 1,3,7；每个各运行一次。</translation>
    </message>
    <message>
        <source>One run.</source>
        <translation>一次运行。</translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation>%1 次运行。</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>%1 的值</translation>
    </message>
    <message>
        <source>Such as 1e-4, 3e-4 or 1..5 or 1e-5..1e-3 x5.</source>
        <translation>如 1e-4, 3e-4 或 1..5 或 1e-5..1e-3 x5。</translation>
    </message>
    <message>
        <source>Try one value only</source>
        <translation>只试一个值</translation>
    </message>
    <message>
        <source>Remove the values of %1</source>
        <translation>移除 %1 的各值</translation>
    </message>
</context>
<context>
    <name>cpw::ui::RunsPage</name>
    <message>
        <source>Show curves</source>
        <translation>显示曲线</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>删除...</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>No runs in this file yet</source>
        <translation>此文件中还没有运行</translation>
    </message>
    <message>
        <source>A run appears here as soon as it starts, with its settings, its scores and its curves.</source>
        <translation>运行一开始就会出现在这里，含设置、分数和曲线。</translation>
    </message>
    <message>
        <source>Train sample</source>
        <translation>训练示例</translation>
    </message>
    <message>
        <source>No run matches</source>
        <translation>没有匹配的运行</translation>
    </message>
    <message>
        <source>All runs are still in the file.</source>
        <translation>所有运行仍在文件中。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>%1 holds no runs</source>
        <translation>%1 中没有运行</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>1 run in %1</source>
        <translation>%1 中有 1 个运行</translation>
    </message>
    <message>
        <source>%1 runs in %2</source>
        <translation>%2 中有 %1 个运行</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Show this run on the Live page (double click)</source>
        <translation>在实时页显示此运行（双击）</translation>
    </message>
    <message>
        <source>Select one run</source>
        <translation>请选择一个运行</translation>
    </message>
    <message>
        <source>Select the runs to delete</source>
        <translation>请选择要删除的运行</translation>
    </message>
    <message>
        <source>Delete the selected runs (Del)</source>
        <translation>删除选中的运行（Del）</translation>
    </message>
    <message>
        <source>A run that trains or waits cannot be deleted. Stop it first.</source>
        <translation>正在训练或等待的运行不能删除。请先停止。</translation>
    </message>
    <message>
        <source>Delete %1 with its curves, log and checkpoints? This cannot be undone.</source>
        <translation>删除 %1 及其曲线、日志和检查点？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete %1 runs with their curves, logs and checkpoints? This cannot be undone.</source>
        <translation>删除 %1 个运行及其曲线、日志和检查点？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Columns...</source>
        <translation>列...</translation>
    </message>
    <message>
        <source>all settings but seed</source>
        <translation>除种子外的所有设置</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rename run</source>
        <translation>重命名运行</translation>
    </message>
    <message>
        <source>Edit tags</source>
        <translation>编辑标签</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>编辑备注</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Export all points as CSV</source>
        <translation>将所有点导出为 CSV</translation>
    </message>
    <message>
        <source>Export visible points as CSV</source>
        <translation>将可见点导出为 CSV</translation>
    </message>
    <message>
        <source>Import runs...</source>
        <translation>导入运行...</translation>
    </message>
    <message>
        <source>Runs of TensorBoard or MLflow, to be compared with your own</source>
        <translation>TensorBoard 或 MLflow 的运行，可与您自己的运行比较</translation>
    </message>
    <message>
        <source>Reading %1, the newest %2 runs are here</source>
        <translation>正在读取 %1，已显示最新的 %2 次运行</translation>
    </message>
    <message>
        <source>Duplicate and edit</source>
        <translation>复制并编辑</translation>
    </message>
    <message>
        <source>Fork from its last checkpoint</source>
        <translation>从其最后一个检查点分叉</translation>
    </message>
    <message>
        <source>Use as baseline</source>
        <translation>设为基线</translation>
    </message>
    <message>
        <source>Hide in charts, or show again</source>
        <translation>在图表中隐藏或重新显示</translation>
    </message>
    <message>
        <source>The file is open for reading only</source>
        <translation>文件以只读方式打开</translation>
    </message>
    <message>
        <source>Select a run</source>
        <translation>选择一次运行</translation>
    </message>
    <message>
        <source>Select a group</source>
        <translation>选择一个分组</translation>
    </message>
    <message>
        <source>Select runs or groups</source>
        <translation>选择运行或分组</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>颜色 %1</translation>
    </message>
    <message>
        <source>Export as JSON...</source>
        <translation>导出为 JSON...</translation>
    </message>
    <message>
        <source>The first %1 groups of the table; press B to take the selected one</source>
        <translation>表格中的前 %1 个分组；按 B 使用所选分组</translation>
    </message>
    <message>
        <source>Press B to take the selected group</source>
        <translation>按 B 使用所选分组</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ScatterPanel</name>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Vertical axis</source>
        <translation>纵轴</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>横</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>%1 of %2 runs, the others lack a value</source>
        <translation>%2 次运行中的 %1 次，其余缺少数值</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ScoreChart</name>
    <message>
        <source>Scores of runs</source>
        <translation>运行的得分</translation>
    </message>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>average precision %1</source>
        <translation>平均精确率 %1</translation>
    </message>
    <message>
        <source>calibration error %1</source>
        <translation>校准误差 %1</translation>
    </message>
    <message>
        <source>False positive rate</source>
        <translation>假阳性率</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>召回率</translation>
    </message>
    <message>
        <source>Mean probability</source>
        <translation>平均概率</translation>
    </message>
    <message>
        <source>True positive rate</source>
        <translation>真阳性率</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Positive rate</source>
        <translation>阳性率</translation>
    </message>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ScorePanel</name>
    <message>
        <source>ROC</source>
        <translation>ROC</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>精确率与召回率</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Score the test rows</source>
        <translation>为测试行打分</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>group, run</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>This window cannot look into models.</source>
        <translation>此窗口无法查看模型内部。</translation>
    </message>
    <message>
        <source>Select runs or groups to score them.</source>
        <translation>选择运行或分组以打分。</translation>
    </message>
    <message>
        <source>Score the test rows with the best checkpoint of each run.</source>
        <translation>用每次运行的最佳检查点为测试行打分。</translation>
    </message>
    <message>
        <source>The first %1 of %2 chosen</source>
        <translation>所选 %2 项中的前 %1 项</translation>
    </message>
    <message>
        <source>Best checkpoint of each run, test rows</source>
        <translation>每次运行的最佳检查点，测试行</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Best checkpoint, test rows; of a group its first run</source>
        <translation>最佳检查点，测试行；每组取第一次运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>What is scored so far is kept</source>
        <translation>已打分的结果会保留</translation>
    </message>
    <message>
        <source>Opening run %1 of %2</source>
        <translation>正在打开第 %1 个运行，共 %2 个</translation>
    </message>
    <message>
        <source>Stopped before the first row of run %1 of %2</source>
        <translation>已停在第 %1 个运行的第一行之前，共 %2 个运行</translation>
    </message>
    <message>
        <source>Stopped in run %1 of %2, at %3 of %4 rows</source>
        <translation>已停在第 %1 个运行（共 %2 个）：%3 / %4 行</translation>
    </message>
    <message>
        <source>Scoring run %1 of %2: %3 of %4 rows</source>
        <translation>正在为第 %1 个运行打分（共 %2 个）：%3 / %4 行</translation>
    </message>
    <message>
        <source>Scoring run %1 of %2: %3 of %4 rows, %5 left</source>
        <translation>正在为第 %1 个运行打分（共 %2 个）：%3 / %4 行，剩余 %5</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ScoringNote</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What is scored so far is kept</source>
        <translation>已打分的结果会保留</translation>
    </message>
    <message>
        <source>%1 of %2 rows scored</source>
        <translation>已打分 %1 / %2 行</translation>
    </message>
    <message>
        <source>Stopped at %1 of %2 rows</source>
        <translation>已停在 %1 / %2 行</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SettingsDifferenceModel</name>
    <message>
        <source>Setting</source>
        <translation>设置项</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsModel</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ShortcutsPanel</name>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新的按键</translation>
    </message>
    <message>
        <source>All to default</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Choose a command to change its keys.</source>
        <translation>请选择要更改按键的命令。</translation>
    </message>
    <message>
        <source>%1 belongs to %2 already; press other keys or change those first.</source>
        <translation>%1 已属于“%2”；请按其他键，或先更改那一个。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sidebar</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Step cursor</source>
        <translation>步数游标</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SleepGuard</name>
    <message>
        <source>A run trains</source>
        <translation>正在训练</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SleepInhibitor</name>
    <message>
        <source>there is no system bus</source>
        <translation>没有系统总线</translation>
    </message>
    <message>
        <source>there is no session bus</source>
        <translation>没有会话总线</translation>
    </message>
    <message>
        <source>The computer may go to sleep while a run trains: %1; %2</source>
        <translation>训练期间计算机可能会休眠：%1；%2</translation>
    </message>
</context>
<context>
    <name>cpw::ui::Sparkline</name>
    <message>
        <source>Throughput, newest values</source>
        <translation>吞吐量，最新的值</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SplitCard</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Parts of the data set</source>
        <translation>数据集的各部分</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Fingerprint of content, label rule and split; each run keeps it.</source>
        <translation>内容、标签规则和划分的指纹；每次运行都会保存。</translation>
    </message>
    <message>
        <source>%1: %2 rows, %3 positive</source>
        <translation>%1：%2 行，%3 为正例</translation>
    </message>
    <message>
        <source>and %1 more in the import report</source>
        <translation>导入报告中还有 %1 条</translation>
    </message>
    <message>
        <source>fingerprint %1</source>
        <translation>指纹 %1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SplitEditor</name>
    <message>
        <source>By time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Per user</source>
        <translation>按用户</translation>
    </message>
    <message>
        <source>As the source</source>
        <translation>按来源</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Train : validation : test</source>
        <translation>训练：验证：测试</translation>
    </message>
    <message>
        <source>Seed of the split</source>
        <translation>划分的种子</translation>
    </message>
    <message>
        <source>Column of the users</source>
        <translation>用户列</translation>
    </message>
    <message>
        <source>Column of the times</source>
        <translation>时间列</translation>
    </message>
    <message>
        <source>the source&apos;s own</source>
        <translation>来源自带</translation>
    </message>
    <message>
        <source>the first field</source>
        <translation>第一个字段</translation>
    </message>
    <message>
        <source>Three numbers such as 8 : 1 : 1, the first above 0.</source>
        <translation>三个数字，如 8 : 1 : 1，第一个大于 0。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SqlEditor</name>
    <message>
        <source>SQL query</source>
        <translation>SQL 查询</translation>
    </message>
    <message>
        <source>SELECT ... Ctrl+Return runs it</source>
        <translation>SELECT ... 按 Ctrl+Return 执行</translation>
    </message>
</context>
<context>
    <name>cpw::ui::SqlView</name>
    <message>
        <source>Runs by test AUC</source>
        <translation>按测试 AUC 排列的运行</translation>
    </message>
    <message>
        <source>Mean and spread over seeds</source>
        <translation>各随机种子的均值与范围</translation>
    </message>
    <message>
        <source>Settings as columns</source>
        <translation>将设置作为列</translation>
    </message>
    <message>
        <source>Points of one curve</source>
        <translation>一条曲线的各点</translation>
    </message>
    <message>
        <source>Lowest training loss of each run</source>
        <translation>每个运行的最低训练损失</translation>
    </message>
    <message>
        <source>Hours by backbone</source>
        <translation>各骨干网络的小时数</translation>
    </message>
    <message>
        <source>What happened last</source>
        <translation>最近发生的事件</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Tables of the file</source>
        <translation>文件中的表</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Run the query, or its selected part (Ctrl+Return)</source>
        <translation>执行查询或其所选部分 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the query (Esc)</source>
        <translation>停止查询 (Esc)</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Most rows to read</source>
        <translation>最多读取的行数</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all (Ctrl+C)</source>
        <translation>复制所选行或全部行 (Ctrl+C)</translation>
    </message>
    <message>
        <source>Save as CSV...</source>
        <translation>另存为 CSV...</translation>
    </message>
    <message>
        <source>Rows of the query</source>
        <translation>查询结果的行</translation>
    </message>
    <message>
        <source>Nothing was run yet</source>
        <translation>尚未执行任何查询</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在执行</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>在 %1 后停止</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1，用时 %2</translation>
    </message>
    <message>
        <source>The first %1 in %2; there are more</source>
        <translation>前 %1，用时 %2；还有更多</translation>
    </message>
    <message>
        <source>Save rows</source>
        <translation>保存行</translation>
    </message>
    <message>
        <source>%1 written to %2</source>
        <translation>%1 已写入 %2</translation>
    </message>
    <message>
        <source>The rows cannot be written to %1: %2.</source>
        <translation>无法将行写入 %1：%2。</translation>
    </message>
    <message>
        <source>The rows of a query appear here. Examples has some to begin with.</source>
        <translation>查询结果显示在这里。可以从“示例”开始。</translation>
    </message>
</context>
<context>
    <name>cpw::ui::StageCell</name>
    <message>
        <source>Show the curves of this stage</source>
        <translation>显示此阶段的曲线</translation>
    </message>
</context>
<context>
    <name>cpw::ui::StepStrip</name>
    <message>
        <source>errors: %1</source>
        <translation>错误：%1</translation>
    </message>
    <message>
        <source>warnings: %1</source>
        <translation>警告：%1</translation>
    </message>
</context>
<context>
    <name>cpw::ui::TablesDialog</name>
    <message>
        <source>As tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>cpw::ui::TemplateDocument</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>顺序</translation>
    </message>
    <message>
        <source>Take %1 in</source>
        <translation>采用 %1</translation>
    </message>
    <message>
        <source>Leave %1 out</source>
        <translation>略去 %1</translation>
    </message>
    <message>
        <source>Phrase of %1</source>
        <translation>%1 的短语</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>%1 的值</translation>
    </message>
    <message>
        <source>in the sentence</source>
        <translation>在句中</translation>
    </message>
    <message>
        <source>not in the sentence</source>
        <translation>不在句中</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>%1 to %2 and others: %3</source>
        <translation>%1 改为 %2 等，共 %3 个</translation>
    </message>
    <message>
        <source>On</source>
        <translation>用</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Phrase</source>
        <translation>短语</translation>
    </message>
    <message>
        <source>Value shown as</source>
        <translation>值显示为</translation>
    </message>
    <message>
        <source>%1 tokens in the mean of all rows, the words around the value included</source>
        <translation>所有行平均 %1 个词元，包括值两侧的文字</translation>
    </message>
    <message>
        <source>%1 tokens before the last edit</source>
        <translation>上次编辑前为 %1 个词元</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Tokens of the segment in the mean of all rows</source>
        <translation>该片段在所有行中的平均词元数</translation>
    </message>
</context>
<context>
    <name>cpw::ui::TemplatesPage</name>
    <message>
        <source>Saved templates</source>
        <translation>已保存的模板</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Use in experiment</source>
        <translation>用于实验</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Fields in braces. A line end counts as one blank.</source>
        <translation>字段写在花括号中。换行算作一个空格。</translation>
    </message>
    <message>
        <source>Text of the template</source>
        <translation>模板文本</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Drag to reorder, or Alt+Up and Alt+Down</source>
        <translation>拖动排序，或用 Alt+Up 和 Alt+Down</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>存储值</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Words for values</source>
        <translation>值的措辞</translation>
    </message>
    <message>
        <source>Token length</source>
        <translation>词元长度</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>模型自带</translation>
    </message>
    <message>
        <source>Maximum of tokens</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Previous row (P)</source>
        <translation>上一行（P）</translation>
    </message>
    <message>
        <source>Next row (N)</source>
        <translation>下一行（N）</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>Random row (R)</source>
        <translation>随机行（R）</translation>
    </message>
    <message>
        <source>Save template...</source>
        <translation>保存模板…</translation>
    </message>
    <message>
        <source>Segment up</source>
        <translation>片段上移</translation>
    </message>
    <message>
        <source>Segment down</source>
        <translation>片段下移</translation>
    </message>
    <message>
        <source>Next row</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>Previous row</source>
        <translation>上一行</translation>
    </message>
    <message>
        <source>Random row</source>
        <translation>随机行</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1 of %2 fields are in the sentence, each once.</source>
        <translation>%2 个字段中有 %1 个在句中，各一次。</translation>
    </message>
    <message>
        <source>Row %1 as PA-MLM sees it; other tokens at every visit</source>
        <translation>PA-MLM 所见的第 %1 行；每次访问遮盖不同词元</translation>
    </message>
    <message>
        <source>Row %1, the longest: %2 tokens</source>
        <translation>第 %1 行，最长：%2 个词元</translation>
    </message>
    <message>
        <source>Row %1: %2 tokens</source>
        <translation>第 %1 行：%2 个词元</translation>
    </message>
    <message>
        <source>Counting tokens</source>
        <translation>正在统计词元</translation>
    </message>
    <message>
        <source>%1 of %2 rows counted</source>
        <translation>已统计 %2 行中的 %1 行</translation>
    </message>
    <message>
        <source>all %1 rows, %2</source>
        <translation>全部 %1 行，%2</translation>
    </message>
    <message>
        <source>no row is over the limit of %1</source>
        <translation>没有行超过上限 %1</translation>
    </message>
    <message>
        <source>%1 rows are over the limit of %2 and would stop a run</source>
        <translation>%1 行超过上限 %2，会使运行停止</translation>
    </message>
    <message>
        <source>Choose a segment to give its values other words.</source>
        <translation>选择一个片段，为其值指定措辞。</translation>
    </message>
    <message>
        <source>Words for values of %1</source>
        <translation>%1 各值的措辞</translation>
    </message>
    <message>
        <source>What is what</source>
        <translation>“字段是值”</translation>
    </message>
    <message>
        <source>%1, version %2</source>
        <translation>%1，版本 %2</translation>
    </message>
    <message>
        <source>My template</source>
        <translation>我的模板</translation>
    </message>
    <message>
        <source>&quot;Field is value.&quot; for every field of the data set, or as you change it</source>
        <translation>数据集每个字段写作“字段是值”，也可修改</translation>
    </message>
    <message>
        <source>Version %1 is kept as it is; an edit is saved as version %2</source>
        <translation>版本 %1 保持不变；修改会存为版本 %2</translation>
    </message>
    <message>
        <source>rows by tokens, prompts not counted</source>
        <translation>按词元数统计的行，不含提示</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>模板名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>A new template, version 1</source>
        <translation>新模板，版本 1</translation>
    </message>
    <message>
        <source>Becomes version %1</source>
        <translation>将成为版本 %1</translation>
    </message>
    <message>
        <source>%1 tokens a row on average. Padded to the longest row, %2 % of all positions would be padding; batches of rows of equal length, as training makes them, need next to none.</source>
        <translation>每行平均 %1 个词元。若补齐到最长的行，%2 % 的位置将是填充；训练所用的等长批次几乎不需要填充。</translation>
    </message>
    <message>
        <source>mean %1: %2; padding to the longest %3 %</source>
        <translation>平均 %1：%2；补齐到最长为 %3 %</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n other segments</source>
        <translation>
            <numerusform>%1 及其他 %n 个片段</numerusform>
        </translation>
    </message>
    <message>
        <source>Positions of the language model</source>
        <translation>语言模型的位置数</translation>
    </message>
</context>
<context>
    <name>cpw::ui::TokenChips</name>
    <message>
        <source>mask</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>cpw::ui::ValueTableModel</name>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>At cursor</source>
        <translation>游标处</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>所在步</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>点数</translation>
    </message>
</context>
<context>
    <name>cpw::ui::VariantsView</name>
    <message>
        <source>A and B</source>
        <translation>A 与 B</translation>
    </message>
    <message>
        <source>Numbers of both, and their difference</source>
        <translation>两者的数值及其差</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Tokens of A</source>
        <translation>A 的词元</translation>
    </message>
    <message>
        <source>Tokens of B</source>
        <translation>B 的词元</translation>
    </message>
    <message>
        <source>Layers and heads</source>
        <translation>层与头</translation>
    </message>
    <message>
        <source>B less A</source>
        <translation>B 减 A</translation>
    </message>
    <message>
        <source>Soft prompts: norms, B less A</source>
        <translation>软提示：范数，B 减 A</translation>
    </message>
    <message>
        <source>Contribution of each field to the logit</source>
        <translation>各字段对 logit 的贡献</translation>
    </message>
    <message>
        <source>Nothing is pinned. &quot;Pin as B&quot; keeps what is shown now; &quot;Compare with&quot; takes another checkpoint or run.</source>
        <translation>尚未固定任何内容。“固定为 B”保留当前所示；“对比对象”选取另一个检查点或运行。</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算中</translation>
    </message>
    <message>
        <source>A: %1
B: %2</source>
        <translation>A：%1
B：%2</translation>
    </message>
    <message>
        <source>Attention needs the language model on both sides.</source>
        <translation>注意力需要两侧都有语言模型。</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Probability (untrained)</source>
        <translation>概率（未训练）</translation>
    </message>
    <message>
        <source>CTR side logit</source>
        <translation>CTR 侧 logit</translation>
    </message>
    <message>
        <source>Language model logit</source>
        <translation>语言模型 logit</translation>
    </message>
    <message>
        <source>Joint logit</source>
        <translation>联合 logit</translation>
    </message>
    <message>
        <source>Layer %1, head %2: share on prompts</source>
        <translation>第 %1 层第 %2 头：提示占比</translation>
    </message>
    <message>
        <source>Layer %1, head %2: entropy, bits</source>
        <translation>第 %1 层第 %2 头：熵，比特</translation>
    </message>
    <message>
        <source>Orange where B looks more, blue where it looks less.</source>
        <translation>B 关注更多处为橙色，更少处为蓝色。</translation>
    </message>
    <message>
        <source>Darker where the head looks more.</source>
        <translation>头关注越多，颜色越深。</translation>
    </message>
    <message>
        <source>A and B have not the same layers, heads, prompts or number of tokens; look at each alone.</source>
        <translation>A 与 B 的层、头、提示或词元数不同；请分别查看。</translation>
    </message>
    <message>
        <source>Attention from &quot;%1&quot;, layer %2, head %3</source>
        <translation>来自“%1”的注意力，第 %2 层，第 %3 头</translation>
    </message>
    <message>
        <source>%1: %2 % on prompts</source>
        <translation>%1：提示占 %2 %</translation>
    </message>
    <message>
        <source>Neither has soft prompts.</source>
        <translation>两者都没有软提示。</translation>
    </message>
    <message>
        <source>A and B have not the same soft prompts.</source>
        <translation>A 与 B 的软提示不同。</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Grey: A, from an average row at %1. Colour and number: B, from %2. Integrated gradients.</source>
        <translation>灰色：A，自平均行 %1。彩色和数字：B，自 %2。积分梯度。</translation>
    </message>
    <message>
        <source>Nothing to compare with</source>
        <translation>没有可比较的内容</translation>
    </message>
    <message>
        <source>Pin as B</source>
        <translation>固定为 B</translation>
    </message>
    <message>
        <source>Keeps what is shown now, to compare with</source>
        <translation>保留当前显示的内容，以便比较</translation>
    </message>
</context>
<context>
    <name>cpw::workbench::Composition</name>
    <message>
        <source>This file is open for reading only: it cannot be written. Nothing that you do here is kept.</source>
        <translation>此文件以只读方式打开：无法写入。您在这里所做的都不会保留。</translation>
    </message>
    <message>
        <source>This file is open in another window, here it is for reading only.</source>
        <translation>此文件已在另一个窗口中打开，在这里只能读取。</translation>
    </message>
    <message>
        <source>Reading what can be read into %1</source>
        <translation>正在把能读出的内容读入 %1</translation>
    </message>
    <message>
        <source>This is a copy of %1; all of its rows could be read. It is open for reading only.</source>
        <translation>这是 %1 的副本；其所有行都能读出。它以只读方式打开。</translation>
    </message>
    <message>
        <source>This is what could be read of %1, some of it is lost. It is open for reading only.</source>
        <translation>这是从 %1 中能读出的内容，其中一部分已丢失。它以只读方式打开。</translation>
    </message>
    <message>
        <source>A copy of this file on this computer has changes that were not copied back here.</source>
        <translation>此文件在本机上的副本中有尚未复制回这里的更改。</translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>This file is on a network (%1), where its log cannot be shared: writing is slower, and two computers that write at once are kept apart by the server&apos;s locks alone.</source>
        <translation>此文件位于网络上（%1），其日志无法在那里共享：写入较慢，两台计算机同时写入时只靠服务器的锁来隔开。</translation>
    </message>
    <message>
        <source>Work on a local copy</source>
        <translation>在本地副本上工作</translation>
    </message>
    <message>
        <source>Copying to this computer</source>
        <translation>正在复制到本机</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>There is no local copy: %1</source>
        <translation>没有本地副本：%1</translation>
    </message>
</context>
<context>
    <name>cpw::workbench::WorkingCopy</name>
    <message>
        <source>Copy your work back to the network?</source>
        <translation>把您的工作复制回网络吗？</translation>
    </message>
    <message>
        <source>You worked on a copy on this computer. %1 has what it had when the copy was made, or was last copied back.</source>
        <translation>您是在本机的副本上工作的。%1 仍是制作副本时或上次复制回去时的内容。</translation>
    </message>
    <message>
        <source>Copy back and close</source>
        <translation>复制回去并关闭</translation>
    </message>
    <message>
        <source>Close and keep it here</source>
        <translation>关闭并留在本机</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 is open in another window, here or on another computer. Close it there first.</source>
        <translation>%1 已在另一个窗口中打开，在本机或另一台计算机上。请先在那里关闭它。</translation>
    </message>
    <message>
        <source>Copying back</source>
        <translation>正在复制回去</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>Copied back to %1.</source>
        <translation>已复制回 %1。</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>As %1</source>
        <translation>存为 %1</translation>
    </message>
    <message>
        <source>Saved as %1; the file that others changed is as they left it.</source>
        <translation>已存为 %1；他人更改过的文件保持他们留下的样子。</translation>
    </message>
    <message>
        <source>Save mine beside it</source>
        <translation>把我的存在旁边</translation>
    </message>
    <message>
        <source>Put it there again</source>
        <translation>重新放到那里</translation>
    </message>
    <message>
        <source>Replace theirs</source>
        <translation>替换他们的文件</translation>
    </message>
    <message>
        <source>Keep it here</source>
        <translation>留在本机</translation>
    </message>
    <message>
        <source>%1 is not on the network any more</source>
        <translation>%1 已不在网络上</translation>
    </message>
    <message>
        <source>%1 was changed on the network</source>
        <translation>%1 在网络上被更改了</translation>
    </message>
    <message>
        <source>It was removed or renamed, or the network is not reached. Nothing was written; your work is on this computer.</source>
        <translation>它被删除或改名了，或者无法连到网络。什么都没有写入；您的工作在本机上。</translation>
    </message>
    <message>
        <source>Somebody has saved it since this copy was made, last on %1. Nothing was written; your work is on this computer. To replace theirs would lose what they did.</source>
        <translation>制作此副本之后有人保存过它，最后一次在 %1。什么都没有写入；您的工作在本机上。替换他们的文件会丢失他们所做的更改。</translation>
    </message>
    <message>
        <source>Nothing was copied back</source>
        <translation>没有复制任何内容回去</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>option</name>
    <message>
        <source>0: all cores but one when there are more than two.</source>
        <translation>0：多于两核时留一核，其余全用。</translation>
    </message>
    <message>
        <source>0: all rows.</source>
        <translation>0：全部行。</translation>
    </message>
    <message>
        <source>0: as many as the position table has.</source>
        <translation>0：与位置表一样多。</translation>
    </message>
    <message>
        <source>0: no limit.</source>
        <translation>0：不限。</translation>
    </message>
    <message>
        <source>A checkpoint folder or a run (r-0012) whose weights the first stage takes over.</source>
        <translation>检查点文件夹或运行（r-0012），第一阶段沿用其权重。</translation>
    </message>
    <message>
        <source>A raw value of at least this is a click.</source>
        <translation>原始值不小于它即为点击。</translation>
    </message>
    <message>
        <source>Accumulation</source>
        <translation>累积</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>Added to the root of the second moment.</source>
        <translation>加在二阶矩的平方根上。</translation>
    </message>
    <message>
        <source>Adds a layer&apos;s input to its output.</source>
        <translation>把层的输入加到输出上。</translation>
    </message>
    <message>
        <source>Adds one weight for each id and a bias.</source>
        <translation>为每个编号加一个权重和一个偏置。</translation>
    </message>
    <message>
        <source>Adds the embeddings after each step.</source>
        <translation>每步之后加上嵌入。</translation>
    </message>
    <message>
        <source>Allow partial</source>
        <translation>允许部分载入</translation>
    </message>
    <message>
        <source>As written in the sentence; empty: the column&apos;s name.</source>
        <translation>句中的写法；空：列名。</translation>
    </message>
    <message>
        <source>At most.</source>
        <translation>至多。</translation>
    </message>
    <message>
        <source>At most; equal edges become one.</source>
        <translation>至多；相同的边界合为一个。</translation>
    </message>
    <message>
        <source>Attention dropout</source>
        <translation>注意力 dropout</translation>
    </message>
    <message>
        <source>Attention heads of a layer.</source>
        <translation>每层的注意力头数。</translation>
    </message>
    <message>
        <source>Attention heads.</source>
        <translation>注意力头数。</translation>
    </message>
    <message>
        <source>Attention heads; they divide the embedding size.</source>
        <translation>注意力头数，须整除嵌入维数。</translation>
    </message>
    <message>
        <source>Attention layers</source>
        <translation>注意力层</translation>
    </message>
    <message>
        <source>BERT: 1e-12.</source>
        <translation>BERT：1e-12。</translation>
    </message>
    <message>
        <source>Backbone and its embeddings.</source>
        <translation>骨干网络及其嵌入。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Batch norm</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Bilinear form</source>
        <translation>双线性形式</translation>
    </message>
    <message>
        <source>Bookshop</source>
        <translation>书店</translation>
    </message>
    <message>
        <source>Buckets</source>
        <translation>分桶数</translation>
    </message>
    <message>
        <source>Buckets by</source>
        <translation>分桶方式</translation>
    </message>
    <message>
        <source>CTR backbone</source>
        <translation>CTR 骨干网络</translation>
    </message>
    <message>
        <source>CTR dropout</source>
        <translation>CTR dropout</translation>
    </message>
    <message>
        <source>CTR embeddings</source>
        <translation>CTR 嵌入</translation>
    </message>
    <message>
        <source>CTR logit from</source>
        <translation>CTR logit 来自</translation>
    </message>
    <message>
        <source>CTR trunk</source>
        <translation>CTR 主干</translation>
    </message>
    <message>
        <source>Chance of each token.</source>
        <translation>每个词元的概率。</translation>
    </message>
    <message>
        <source>Chance of each whole field value.</source>
        <translation>每个完整字段值的概率。</translation>
    </message>
    <message>
        <source>Chance of each whole word.</source>
        <translation>每个完整单词的概率。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>通道数</translation>
    </message>
    <message>
        <source>Channels of each convolution block.</source>
        <translation>每个卷积块的通道数。</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Column names</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>Column of the data set that holds numbers.</source>
        <translation>数据集中含数字的列。</translation>
    </message>
    <message>
        <source>Column of the data set whose texts hold several values.</source>
        <translation>数据集中一个文本含多个值的列。</translation>
    </message>
    <message>
        <source>Column of the data set.</source>
        <translation>数据集的列。</translation>
    </message>
    <message>
        <source>Columns used, in order; empty: the source&apos;s own.</source>
        <translation>依次采用的列；空：来源自带。</translation>
    </message>
    <message>
        <source>Cross layers</source>
        <translation>交叉层</translation>
    </message>
    <message>
        <source>Cross layers with a weight vector.</source>
        <translation>带权重向量的交叉层。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Decay of the first moment.</source>
        <translation>一阶矩的衰减。</translation>
    </message>
    <message>
        <source>Decay of the second moment.</source>
        <translation>二阶矩的衰减。</translation>
    </message>
    <message>
        <source>Dense L2</source>
        <translation>稠密 L2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Divides scores by the root of the head size.</source>
        <translation>分数除以头维数的平方根。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Dropped values</source>
        <translation>略去的值</translation>
    </message>
    <message>
        <source>Each stream weighs its inputs by a gate of its own.</source>
        <translation>每个支路用自己的门对输入加权。</translation>
    </message>
    <message>
        <source>Embedding L2</source>
        <translation>嵌入 L2</translation>
    </message>
    <message>
        <source>Embedding dropout</source>
        <translation>嵌入 dropout</translation>
    </message>
    <message>
        <source>Embedding rate factor</source>
        <translation>嵌入学习率系数</translation>
    </message>
    <message>
        <source>Embedding size</source>
        <translation>嵌入维数</translation>
    </message>
    <message>
        <source>Embedding start</source>
        <translation>嵌入初始化</translation>
    </message>
    <message>
        <source>Embedding updates</source>
        <translation>嵌入更新</translation>
    </message>
    <message>
        <source>Embedding weight decay</source>
        <translation>嵌入权重衰减</translation>
    </message>
    <message>
        <source>Empty: the source&apos;s own.</source>
        <translation>空：来源自带。</translation>
    </message>
    <message>
        <source>Encoder and masked-language head.</source>
        <translation>编码器和掩码语言头。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Every table of the backbone.</source>
        <translation>骨干网络的所有表。</translation>
    </message>
    <message>
        <source>Feature gates</source>
        <translation>特征门</translation>
    </message>
    <message>
        <source>Feed-forward factor</source>
        <translation>前馈倍数</translation>
    </message>
    <message>
        <source>Feed-forward size</source>
        <translation>前馈宽度</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Field rate</source>
        <translation>字段率</translation>
    </message>
    <message>
        <source>Field values</source>
        <translation>字段值</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Fields for each unit of the squeeze layer.</source>
        <translation>压缩层每个单元对应的字段数。</translation>
    </message>
    <message>
        <source>Fields of the sentence in a new order at each visit.</source>
        <translation>每次访问时句中字段换新顺序。</translation>
    </message>
    <message>
        <source>File or folder with the raw data.</source>
        <translation>含原始数据的文件或文件夹。</translation>
    </message>
    <message>
        <source>First gate&apos;s fields</source>
        <translation>第一个门的字段</translation>
    </message>
    <message>
        <source>For this field in place of the segment, such as &quot;The film &lt;value&gt; came out.&quot;; empty: the segment.</source>
        <translation>此字段用它代替片段，如“The film &lt;value&gt; came out.”；空：用片段。</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>From scratch</source>
        <translation>从零开始</translation>
    </message>
    <message>
        <source>Frozen parts stay in training mode.</source>
        <translation>冻结部分保持训练模式。</translation>
    </message>
    <message>
        <source>Full-rank cross layers.</source>
        <translation>满秩交叉层。</translation>
    </message>
    <message>
        <source>Fusion</source>
        <translation>融合</translation>
    </message>
    <message>
        <source>Gate width</source>
        <translation>门宽</translation>
    </message>
    <message>
        <source>Gated cross layers.</source>
        <translation>带门的交叉层。</translation>
    </message>
    <message>
        <source>Genres</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Head size</source>
        <translation>头维数</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Heads</source>
        <translation>头数</translation>
    </message>
    <message>
        <source>Hidden size</source>
        <translation>隐层宽度</translation>
    </message>
    <message>
        <source>How many, from the bottom.</source>
        <translation>自底向上的层数。</translation>
    </message>
    <message>
        <source>How rows are divided into train, validation and test.</source>
        <translation>如何把行分为训练、验证和测试。</translation>
    </message>
    <message>
        <source>How the two logits are joined.</source>
        <translation>两个 logit 如何合并。</translation>
    </message>
    <message>
        <source>Hugging Face folder; empty: from scratch.</source>
        <translation>Hugging Face 文件夹；空：从零开始。</translation>
    </message>
    <message>
        <source>In place of the share; 0: the share.</source>
        <translation>代替比例；0：用比例。</translation>
    </message>
    <message>
        <source>In sentences</source>
        <translation>在句中</translation>
    </message>
    <message>
        <source>In the backbone&apos;s tower.</source>
        <translation>骨干网络塔中。</translation>
    </message>
    <message>
        <source>Initial spread</source>
        <translation>初始散度</translation>
    </message>
    <message>
        <source>Initialisation</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Inside a layer; a stage&apos;s own dropout above 0 takes its place.</source>
        <translation>层内；阶段自身的 dropout 大于 0 时取代它。</translation>
    </message>
    <message>
        <source>Interacting layers.</source>
        <translation>交互层数。</translation>
    </message>
    <message>
        <source>Interaction maps</source>
        <translation>交互图</translation>
    </message>
    <message>
        <source>Its embeddings</source>
        <translation>其嵌入</translation>
    </message>
    <message>
        <source>Its lowest layers</source>
        <translation>其最低几层</translation>
    </message>
    <message>
        <source>Keep dropout</source>
        <translation>保留 dropout</translation>
    </message>
    <message>
        <source>Kernel heights</source>
        <translation>核高</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Label column</source>
        <translation>标签列</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Language model dropout</source>
        <translation>语言模型 dropout</translation>
    </message>
    <message>
        <source>Language model.</source>
        <translation>语言模型。</translation>
    </message>
    <message>
        <source>Largest global gradient norm; 0: none.</source>
        <translation>最大的全局梯度范数；0：不裁剪。</translation>
    </message>
    <message>
        <source>Layer norm epsilon</source>
        <translation>层归一化 epsilon</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Layers of the second stream; 0: as the first.</source>
        <translation>第二支路的层数；0：与第一支路相同。</translation>
    </message>
    <message>
        <source>Learning rate, CTR side</source>
        <translation>学习率，CTR 侧</translation>
    </message>
    <message>
        <source>Learning rate, PLM</source>
        <translation>学习率，PLM</translation>
    </message>
    <message>
        <source>Learning rate, heads</source>
        <translation>学习率，头</translation>
    </message>
    <message>
        <source>Linear term</source>
        <translation>线性项</translation>
    </message>
    <message>
        <source>Longest sentence in tokens.</source>
        <translation>句子最长的词元数。</translation>
    </message>
    <message>
        <source>Loss term on the CTR side&apos;s matrices.</source>
        <translation>对 CTR 侧矩阵的损失项。</translation>
    </message>
    <message>
        <source>Loss term on the distinct rows of a step.</source>
        <translation>对一步中不同行的损失项。</translation>
    </message>
    <message>
        <source>Lower case</source>
        <translation>小写</translation>
    </message>
    <message>
        <source>Maps of each layer of the compressed interaction network.</source>
        <translation>压缩交互网络每层的图数。</translation>
    </message>
    <message>
        <source>Mask template words</source>
        <translation>遮盖模板词</translation>
    </message>
    <message>
        <source>Masking</source>
        <translation>遮盖</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Maximum rows</source>
        <translation>行数上限</translation>
    </message>
    <message>
        <source>Maximum steps</source>
        <translation>步数上限</translation>
    </message>
    <message>
        <source>Maximum tokens</source>
        <translation>词元上限</translation>
    </message>
    <message>
        <source>Merge digits</source>
        <translation>合并数字</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Micro-batches of one step.</source>
        <translation>一步的微批数。</translation>
    </message>
    <message>
        <source>Minimum count</source>
        <translation>最少次数</translation>
    </message>
    <message>
        <source>Minimum gain</source>
        <translation>最小增益</translation>
    </message>
    <message>
        <source>Minimum rate</source>
        <translation>最低学习率</translation>
    </message>
    <message>
        <source>Mixture</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Multi-value fields</source>
        <translation>多值字段</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the data set in the file.</source>
        <translation>数据集在文件中的名称。</translation>
    </message>
    <message>
        <source>Neighbouring fields that each block&apos;s convolution sees, odd; one number is for all blocks.</source>
        <translation>每块卷积所见的相邻字段数，奇数；一个数用于所有块。</translation>
    </message>
    <message>
        <source>New features</source>
        <translation>新特征</translation>
    </message>
    <message>
        <source>New features for each row that a block leaves; one number is for all blocks.</source>
        <translation>每块为每行产生的新特征；一个数用于所有块。</translation>
    </message>
    <message>
        <source>Nonlinearity of the tower.</source>
        <translation>塔的非线性函数。</translation>
    </message>
    <message>
        <source>Norm first</source>
        <translation>先归一化</translation>
    </message>
    <message>
        <source>Normalises before the two parts of a layer, not after them.</source>
        <translation>在层的两部分之前而非之后归一化。</translation>
    </message>
    <message>
        <source>Normalises each tower layer before its activation.</source>
        <translation>在激活之前归一化每个塔层。</translation>
    </message>
    <message>
        <source>Not on biases, norms and embeddings.</source>
        <translation>不用于偏置、归一化和嵌入。</translation>
    </message>
    <message>
        <source>Numbers for each field in a head.</source>
        <translation>每个头中每个字段的数。</translation>
    </message>
    <message>
        <source>Numbers for each id.</source>
        <translation>每个编号的数。</translation>
    </message>
    <message>
        <source>Numbers of the fields that the first gate reads, from 0; none: a learnt vector.</source>
        <translation>第一个门读取的字段序号，从 0 起；无：学习得到的向量。</translation>
    </message>
    <message>
        <source>Numbers of the fields that the second gate reads, from 0; none: a learnt vector.</source>
        <translation>第二个门读取的字段序号，从 0 起；无：学习得到的向量。</translation>
    </message>
    <message>
        <source>Numeric fields</source>
        <translation>数值字段</translation>
    </message>
    <message>
        <source>Of each tower layer; a stage&apos;s own dropout above 0 takes its place.</source>
        <translation>每个塔层的；阶段自身的 dropout 大于 0 时取代它。</translation>
    </message>
    <message>
        <source>Of hidden states in this stage; -1: the model&apos;s own.</source>
        <translation>此阶段隐状态的；-1：模型自带。</translation>
    </message>
    <message>
        <source>Of hidden states.</source>
        <translation>隐状态的。</translation>
    </message>
    <message>
        <source>Of matrix products and attention; weights and sums stay float32. float16 needs a CUDA card, bfloat16 one or a processor that is faster with it.</source>
        <translation>矩阵乘法和注意力的精度；权重与求和保持 float32。float16 需要 CUDA 显卡，bfloat16 需要显卡或更快支持它的处理器。</translation>
    </message>
    <message>
        <source>Of the CTR side&apos;s tables.</source>
        <translation>CTR 侧各表的。</translation>
    </message>
    <message>
        <source>Of the file&apos;s text: utf8, latin1, or mixed, each value by itself.</source>
        <translation>文件文本的编码：utf8、latin1，或 mixed（逐个取值判断）。</translation>
    </message>
    <message>
        <source>Of the prompts, in training.</source>
        <translation>提示的，训练时。</translation>
    </message>
    <message>
        <source>Of weights, batch order, masking and dropout.</source>
        <translation>权重、批次顺序、遮盖和 dropout 的种子。</translation>
    </message>
    <message>
        <source>Off: only field values are masked.</source>
        <translation>关：只遮盖字段值。</translation>
    </message>
    <message>
        <source>On NaN</source>
        <translation>出现 NaN 时</translation>
    </message>
    <message>
        <source>One matrix for all, for each first field, or for each pair of fields.</source>
        <translation>一个矩阵用于全部、每个首字段或每对字段。</translation>
    </message>
    <message>
        <source>One set of weights for all steps.</source>
        <translation>所有步共用一组权重。</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Order column</source>
        <translation>顺序列</translation>
    </message>
    <message>
        <source>PA-MLM reads no labels.</source>
        <translation>PA-MLM 不读标签。</translation>
    </message>
    <message>
        <source>Parameters without a fitting tensor keep fresh weights.</source>
        <translation>没有合适张量的参数保留新权重。</translation>
    </message>
    <message>
        <source>Parts of the bilinear fusion; they divide both tower widths.</source>
        <translation>双线性融合的份数，须整除两个塔宽。</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>耐心</translation>
    </message>
    <message>
        <source>Phrase</source>
        <translation>短语</translation>
    </message>
    <message>
        <source>Plateau factor</source>
        <translation>平台系数</translation>
    </message>
    <message>
        <source>Plateau patience</source>
        <translation>平台耐心</translation>
    </message>
    <message>
        <source>Pooler</source>
        <translation>池化器</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Positive from</source>
        <translation>正例下限</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Products of float32 matrices on a CUDA card with ten bits after the point: faster, less exact.</source>
        <translation>CUDA 显卡上 float32 矩阵乘法只保留小数点后十位二进制：更快，较不精确。</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影器</translation>
    </message>
    <message>
        <source>Projector, prediction heads, fusion weight.</source>
        <translation>投影器、预测头、融合权重。</translation>
    </message>
    <message>
        <source>Prompt dropout</source>
        <translation>提示 dropout</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Rates of fields</source>
        <translation>各字段的率</translation>
    </message>
    <message>
        <source>Rates times this without gain.</source>
        <translation>无增益时学习率乘以它。</translation>
    </message>
    <message>
        <source>Replaced at random</source>
        <translation>随机替换</translation>
    </message>
    <message>
        <source>Replaced by mask</source>
        <translation>替换为掩码</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>Rows are ordered by it; empty: the source&apos;s own.</source>
        <translation>行按它排序；空：来源自带。</translation>
    </message>
    <message>
        <source>Rows of fields that each block joins to one; one number is for all blocks.</source>
        <translation>每块合并为一行的字段行数；一个数用于所有块。</translation>
    </message>
    <message>
        <source>Rows of one optimiser step.</source>
        <translation>一个优化步的行数。</translation>
    </message>
    <message>
        <source>Rows with these raw values are left out.</source>
        <translation>含这些原始值的行被略去。</translation>
    </message>
    <message>
        <source>Scaled scores</source>
        <translation>缩放分数</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>Second gate&apos;s fields</source>
        <translation>第二个门的字段</translation>
    </message>
    <message>
        <source>Second tower layers</source>
        <translation>第二塔层数</translation>
    </message>
    <message>
        <source>Second tower width</source>
        <translation>第二塔宽度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Seed of the random split.</source>
        <translation>随机划分的种子。</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Shape of the rate after warm-up.</source>
        <translation>预热之后学习率的形状。</translation>
    </message>
    <message>
        <source>Share of all steps.</source>
        <translation>占全部步数的比例。</translation>
    </message>
    <message>
        <source>Share of drawn tokens.</source>
        <translation>占抽中词元的比例。</translation>
    </message>
    <message>
        <source>Share of embedding numbers left out in training.</source>
        <translation>训练时略去的嵌入数的比例。</translation>
    </message>
    <message>
        <source>Share of rows for model choice; the rest is test.</source>
        <translation>用于选择模型的行的比例；其余为测试。</translation>
    </message>
    <message>
        <source>Share of rows for training.</source>
        <translation>用于训练的行的比例。</translation>
    </message>
    <message>
        <source>Shared layer</source>
        <translation>共享层</translation>
    </message>
    <message>
        <source>Shown in tables; does not change the result.</source>
        <translation>显示在表格中；不改变结果。</translation>
    </message>
    <message>
        <source>Shuffle fields</source>
        <translation>打乱字段</translation>
    </message>
    <message>
        <source>Slow on a processor.</source>
        <translation>在处理器上较慢。</translation>
    </message>
    <message>
        <source>Smaller changes are no gain.</source>
        <translation>更小的变化不算增益。</translation>
    </message>
    <message>
        <source>Soft prompts in each layer (K).</source>
        <translation>每层的软提示数（K）。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Source options</source>
        <translation>来源选项</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>划分种子</translation>
    </message>
    <message>
        <source>Squeeze ratio</source>
        <translation>压缩比</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Standard deviation of new embeddings.</source>
        <translation>新嵌入的标准差。</translation>
    </message>
    <message>
        <source>Standard deviation of new weights.</source>
        <translation>新权重的标准差。</translation>
    </message>
    <message>
        <source>Start from</source>
        <translation>起始于</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Steps; 0: after an epoch.</source>
        <translation>步数；0：每轮之后。</translation>
    </message>
    <message>
        <source>Steps; 0: only after an epoch.</source>
        <translation>步数；0：仅每轮之后。</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>TF32</source>
        <translation>TF32</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Test file</source>
        <translation>测试文件</translation>
    </message>
    <message>
        <source>Text between two values.</source>
        <translation>两个值之间的文本。</translation>
    </message>
    <message>
        <source>Text of one field; holds &lt;value&gt; once and &lt;field&gt; at most once.</source>
        <translation>一个字段的文本；含 &lt;value&gt; 一次，&lt;field&gt; 至多一次。</translation>
    </message>
    <message>
        <source>Text positions</source>
        <translation>文本位置</translation>
    </message>
    <message>
        <source>The backbone but its tables.</source>
        <translation>骨干网络除表之外的部分。</translation>
    </message>
    <message>
        <source>The first line holds the names of the columns.</source>
        <translation>第一行是列名。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Times that fields exchange messages.</source>
        <translation>字段交换消息的次数。</translation>
    </message>
    <message>
        <source>Times the rate of the CTR side.</source>
        <translation>CTR 侧学习率的倍数。</translation>
    </message>
    <message>
        <source>Token rate</source>
        <translation>词元率</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>分词器</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Tower dropout</source>
        <translation>塔 dropout</translation>
    </message>
    <message>
        <source>Tower layers</source>
        <translation>塔层数</translation>
    </message>
    <message>
        <source>Tower width</source>
        <translation>塔宽度</translation>
    </message>
    <message>
        <source>Train share</source>
        <translation>训练比例</translation>
    </message>
    <message>
        <source>Trained: off leaves each digit a piece of its own.</source>
        <translation>训练所得：关则每个数字自成一片。</translation>
    </message>
    <message>
        <source>Transformer layers.</source>
        <translation>Transformer 层数。</translation>
    </message>
    <message>
        <source>Uncased vocabulary: lower case, accents stripped.</source>
        <translation>不分大小写的词表：小写，去掉重音。</translation>
    </message>
    <message>
        <source>Units inside a gate.</source>
        <translation>门内的单元数。</translation>
    </message>
    <message>
        <source>Units of each layer of the second stream; 0: as the first.</source>
        <translation>第二支路每层的单元数；0：与第一支路相同。</translation>
    </message>
    <message>
        <source>Units of each tower layer.</source>
        <translation>每个塔层的单元数。</translation>
    </message>
    <message>
        <source>Upper limit of a trained vocabulary.</source>
        <translation>训练所得词表的上限。</translation>
    </message>
    <message>
        <source>User column</source>
        <translation>用户列</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Validation file</source>
        <translation>验证文件</translation>
    </message>
    <message>
        <source>Validation rows too</source>
        <translation>也用验证行</translation>
    </message>
    <message>
        <source>Validation share</source>
        <translation>验证比例</translation>
    </message>
    <message>
        <source>Validations without gain before stopping; 0: never.</source>
        <translation>无增益的验证达到此数即停止；0：从不。</translation>
    </message>
    <message>
        <source>Validations without gain before the rates fall.</source>
        <translation>无增益的验证达到此数即降低学习率。</translation>
    </message>
    <message>
        <source>Value wording</source>
        <translation>值的措辞</translation>
    </message>
    <message>
        <source>Values of a text that count, from the first on; 0: all.</source>
        <translation>文本中计入的值数，从第一个起；0：全部。</translation>
    </message>
    <message>
        <source>Vocabulary size</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weight of field_rate.</source>
        <translation>field_rate 的权重。</translation>
    </message>
    <message>
        <source>Weight of token_rate.</source>
        <translation>token_rate 的权重。</translation>
    </message>
    <message>
        <source>Weight of word_rate.</source>
        <translation>word_rate 的权重。</translation>
    </message>
    <message>
        <source>Width inside a layer as a multiple of the embedding size.</source>
        <translation>层内宽度，为嵌入维数的倍数。</translation>
    </message>
    <message>
        <source>Width inside a layer.</source>
        <translation>层内宽度。</translation>
    </message>
    <message>
        <source>Width; a multiple of the heads.</source>
        <translation>宽度；头数的倍数。</translation>
    </message>
    <message>
        <source>Without a header: names in order; empty: column_1, column_2 ...</source>
        <translation>没有表头时：依次的列名；空：column_1、column_2 …</translation>
    </message>
    <message>
        <source>Word rate</source>
        <translation>单词率</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词</translation>
    </message>
    <message>
        <source>Words, positions, types and their norm.</source>
        <translation>词、位置、类型及其归一化。</translation>
    </message>
    <message>
        <source>adamw; adam: decay joins the gradient; sgd: with momentum.</source>
        <translation>adamw；adam：衰减并入梯度；sgd：带动量。</translation>
    </message>
    <message>
        <source>auc, log_loss, masked_loss ... or none; empty: auc when finetuning, none for pa_mlm.</source>
        <translation>auc、log_loss、masked_loss … 或 none；空：微调时为 auc，pa_mlm 为 none。</translation>
    </message>
    <message>
        <source>cls: first token; mean: average over tokens, of the last layer, the first and last, or the top two.</source>
        <translation>cls：第一个词元；mean：词元平均，取最后一层、首末两层或最高两层。</translation>
    </message>
    <message>
        <source>cpu, cuda or cuda:1.</source>
        <translation>cpu、cuda 或 cuda:1。</translation>
    </message>
    <message>
        <source>files: a file like the training file.</source>
        <translation>files：与训练文件同样的文件。</translation>
    </message>
    <message>
        <source>first: the first of a film; all: joined by |, as for a multi-value field.</source>
        <translation>first：影片的第一个；all：用 | 连接，如多值字段。</translation>
    </message>
    <message>
        <source>mean or sum of the values&apos; embeddings.</source>
        <translation>各值嵌入的平均或求和。</translation>
    </message>
    <message>
        <source>pa_mlm, finetune_with_plm or finetune_ctr.</source>
        <translation>pa_mlm、finetune_with_plm 或 finetune_ctr。</translation>
    </message>
    <message>
        <source>parallel: tower beside the cross layers; stacked: tower on top of them.</source>
        <translation>parallel：塔与交叉层并列；stacked：塔在其上。</translation>
    </message>
    <message>
        <source>per_user: the column that groups rows.</source>
        <translation>per_user：用于分组的列。</translation>
    </message>
    <message>
        <source>plateau: no rate falls below it.</source>
        <translation>plateau：学习率不会低于它。</translation>
    </message>
    <message>
        <source>prefix: keys and values of every layer; layer_hidden: hidden states of every layer; input: before the token embeddings.</source>
        <translation>prefix：每层的键和值；layer_hidden：每层的隐状态；input：在词元嵌入之前。</translation>
    </message>
    <message>
        <source>quantile: equally many training rows; width: equally wide; log: equally wide after a logarithm.</source>
        <translation>quantile：训练行数相等；width：宽度相等；log：取对数后宽度相等。</translation>
    </message>
    <message>
        <source>raw: the value as it is; bucket: such as &quot;18 to 25&quot;.</source>
        <translation>raw：原值；bucket：如“18 to 25”。</translation>
    </message>
    <message>
        <source>rows: at the cost of the batch, the result of dense; dense: every row each step; lazy: only rows of the batch move.</source>
        <translation>rows：只花批次的代价，结果同 dense；dense：每步更新所有行；lazy：只动批次中的行。</translation>
    </message>
    <message>
        <source>sgd only.</source>
        <translation>仅 sgd。</translation>
    </message>
    <message>
        <source>shared: one first layer for all prompts; separate: a network for each layer and prompt.</source>
        <translation>shared：所有提示共用第一层；separate：每层每个提示各一个网络。</translation>
    </message>
    <message>
        <source>spread: with the initial spread; xavier: by the size of the table.</source>
        <translation>spread：按初始散度；xavier：按表的大小。</translation>
    </message>
    <message>
        <source>stop, pause or continue without the step.</source>
        <translation>停止、暂停，或略过该步继续。</translation>
    </message>
    <message>
        <source>trained on the data set&apos;s text, from a vocab.txt or tokenizer.json, or of a model folder.</source>
        <translation>在数据集文本上训练，或来自 vocab.txt、tokenizer.json，或模型文件夹。</translation>
    </message>
    <message>
        <source>trunk: the CTR model&apos;s own head; the others form it from the prompts.</source>
        <translation>trunk：CTR 模型自己的头；其他由提示形成。</translation>
    </message>
    <message>
        <source>unshifted keeps the pretrained positions.</source>
        <translation>unshifted 保持预训练的位置。</translation>
    </message>
    <message>
        <source>vocab.txt, tokenizer.json or model folder.</source>
        <translation>vocab.txt、tokenizer.json 或模型文件夹。</translation>
    </message>
    <message>
        <source>At most so many lines that cannot be read are left out; one more is an error.</source>
        <translation>至多略去这么多无法读取的行；再多一行即为错误。</translation>
    </message>
    <message>
        <source>Bad lines skipped</source>
        <translation>略去的坏行</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON 行</translation>
    </message>
    <message>
        <source>&amp;amp; in a text becomes &amp;.</source>
        <translation>文本中的 &amp;amp; 变为 &amp;。</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>年龄</translation>
    </message>
    <message>
        <source>Ages above are unknown.</source>
        <translation>大于此值的年龄视为未知。</translation>
    </message>
    <message>
        <source>Ages below are unknown.</source>
        <translation>小于此值的年龄视为未知。</translation>
    </message>
    <message>
        <source>Entities decoded</source>
        <translation>解码实体</translation>
    </message>
    <message>
        <source>First year</source>
        <translation>最早年份</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>最晚年份</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>所在地</translation>
    </message>
    <message>
        <source>Oldest age</source>
        <translation>最大年龄</translation>
    </message>
    <message>
        <source>Publication years after are unknown.</source>
        <translation>晚于此年的出版年份视为未知。</translation>
    </message>
    <message>
        <source>Publication years before are unknown.</source>
        <translation>早于此年的出版年份视为未知。</translation>
    </message>
    <message>
        <source>Repeated ratings</source>
        <translation>重复评分</translation>
    </message>
    <message>
        <source>Unmatched ratings</source>
        <translation>无法对应的评分</translation>
    </message>
    <message>
        <source>Youngest age</source>
        <translation>最小年龄</translation>
    </message>
    <message>
        <source>buckets: under 18, 18-24, 25-29 to 55-59, 60+; years: the number.</source>
        <translation>buckets：18 岁以下、18-24、25-29 至 55-59、60 岁以上；years：数字本身。</translation>
    </message>
    <message>
        <source>country: behind the last comma; merged_country: its spellings made one; full: the whole text.</source>
        <translation>country：最后一个逗号之后；merged_country：合并其不同写法；full：全文。</translation>
    </message>
    <message>
        <source>drop: ratings whose user or book is in no file are left out; keep: their facts are unknown.</source>
        <translation>drop：用户或图书不在任何文件中的评分被略去；keep：其信息视为未知。</translation>
    </message>
    <message>
        <source>keep: all ratings of a book by a user; first: the first one.</source>
        <translation>keep：用户对同一本书的全部评分；first：第一个评分。</translation>
    </message>
    <message>
        <source>Amazon reviews</source>
        <translation>亚马逊评论</translation>
    </message>
    <message>
        <source>As in their names (Toys_and_Games); empty: the only one there, else Toys_and_Games.</source>
        <translation>与文件名中的一致（Toys_and_Games）；留空：仅有的那个，否则为 Toys_and_Games。</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Category of the files</source>
        <translation>文件的类别</translation>
    </message>
    <message>
        <source>Core filter counts</source>
        <translation>核心过滤计数</translation>
    </message>
    <message>
        <source>Dictionaries</source>
        <translation>字典</translation>
    </message>
    <message>
        <source>In bytes; longer ones are cut behind a word. 0: whole titles.</source>
        <translation>以字节计；更长的在词后截断。0：完整标题。</translation>
    </message>
    <message>
        <source>Items with fewer are left out, and users with fewer, until nothing changes; 0 or 1: no filter.</source>
        <translation>评分更少的物品与用户会被剔除，直到不再变化；0 或 1：不过滤。</translation>
    </message>
    <message>
        <source>Longest title</source>
        <translation>最长标题</translation>
    </message>
    <message>
        <source>Number of reviews</source>
        <translation>评论数</translation>
    </message>
    <message>
        <source>Of the files by genre: poetry for goodreads_interactions_poetry.json; empty: the whole, else the only part there.</source>
        <translation>按体裁的文件：poetry 对应 goodreads_interactions_poetry.json；留空：全部，否则为仅有的部分。</translation>
    </message>
    <message>
        <source>Other letters</source>
        <translation>其他字母</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Publication year</source>
        <translation>出版年份</translation>
    </message>
    <message>
        <source>Ratings of a user</source>
        <translation>用户的评分数</translation>
    </message>
    <message>
        <source>Ratings of an item</source>
        <translation>物品的评分数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Users with fewer are left out, and items with fewer, until nothing changes; 0 or 1: no filter.</source>
        <translation>评分更少的用户与物品会被剔除，直到不再变化；0 或 1：不过滤。</translation>
    </message>
    <message>
        <source>Without stars</source>
        <translation>没有星级</translation>
    </message>
    <message>
        <source>added, updated, read or started: the date of a rating; that of adding where it is missing. The comma-separated file has none.</source>
        <translation>added、updated、read 或 started：评分的日期；缺失时用添加日期。逗号分隔的文件没有日期。</translation>
    </message>
    <message>
        <source>all: every rating; labelled: those that the label rule keeps, so that the final rows are the core.</source>
        <translation>all：每个评分；labelled：标签规则保留的评分，使最终的行即为核心。</translation>
    </message>
    <message>
        <source>all: joined by |, most votes first, as for a multi-value field; first: the one with the most votes.</source>
        <translation>all：以 | 连接，票数多者在前，用于多值字段；first：票数最多者。</translation>
    </message>
    <message>
        <source>drop: books on a shelf without a rating (0) are left out; keep: they are negative.</source>
        <translation>drop：剔除书架上未评分（0）的书；keep：视为负例。</translation>
    </message>
    <message>
        <source>drop: ratings of books that no file describes are left out; keep: their facts are unknown.</source>
        <translation>drop：剔除没有文件描述的书的评分；keep：其信息未知。</translation>
    </message>
    <message>
        <source>drop: ratings of items that the metadata does not hold are left out; keep: their facts are unknown.</source>
        <translation>drop：剔除元数据中没有的物品的评分；keep：其信息未知。</translation>
    </message>
    <message>
        <source>edition: of the book; work: of its first edition, from the works.</source>
        <translation>edition：该书的；work：取自作品的首版。</translation>
    </message>
    <message>
        <source>first: the first named; all: joined by |, as for a multi-value field.</source>
        <translation>first：第一个；all：以 | 连接，用于多值字段。</translation>
    </message>
    <message>
        <source>first_two: &quot;Toys &amp; Games, Puzzles&quot;; first; last: the narrowest; all: joined by |, as for a multi-value field.</source>
        <translation>first_two：“Toys &amp; Games, Puzzles”；first；last：最窄的类别；all：以 | 连接，用于多值字段。</translation>
    </message>
    <message>
        <source>keep: all ratings of an item by a user; exact: one of those with the same value and time; first: the first line; last: the latest one.</source>
        <translation>keep：用户对物品的所有评分；exact：值与时间相同者取其一；first：第一行；last：最新一条。</translation>
    </message>
    <message>
        <source>keep: titles and brands as they are; drop: items whose title or brand is not ASCII are left out.</source>
        <translation>keep：标题与品牌保持原样；drop：剔除标题或品牌非 ASCII 的物品。</translation>
    </message>
    <message>
        <source>rows: the values of the rows; files: those of all users and films in the order of their files, rated or not, as the paper&apos;s authors have them.</source>
        <translation>rows：各行的值；files：按文件顺序的所有用户与电影，无论是否有评分，与论文作者一致。</translation>
    </message>
    <message>
        <source>text_reviews: those with a text; ratings: all ratings.</source>
        <translation>text_reviews：有文字的评论；ratings：所有评分。</translation>
    </message>
    <message>
        <source>Kind of the raw data: the built-in sample, the files of a known data set, or any file of rows.</source>
        <translation>原始数据的种类：内置示例、已知数据集的文件，或任意按行存放的文件。</translation>
    </message>
    <message>
        <source>Values rarer than this in the vocabulary&apos;s rows share the out-of-vocabulary id.</source>
        <translation>在词表所用的行中少于此次数的取值共用词表外编号。</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>train: values of training rows have ids, others share the out-of-vocabulary id; all: every value has one, as the paper&apos;s authors do.</source>
        <translation>train：训练行中的取值有自己的编号，其余共用词表外编号；all：每个取值都有编号，与论文作者的做法一致。</translation>
    </message>
    <message>
        <source>Parquet</source>
        <translation>Parquet</translation>
    </message>
    <message>
        <source>Of the backbone&apos;s field embeddings in this stage; -1: the backbone&apos;s own.</source>
        <translation>本阶段中主干字段嵌入的随机失活；-1：沿用主干自身的设置。</translation>
    </message>
    <message>
        <source>0 leaves the tower out.</source>
        <translation>0 表示不要塔。</translation>
    </message>
    <message>
        <source>Layers of the tower.</source>
        <translation>塔的层数。</translation>
    </message>
</context>
</TS>
